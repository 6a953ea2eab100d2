// Issues one badge with each suite of Digital Bazaar's and the Digital Credentials Consortium's packages.
// Standard input: {"contexts": {url: document}, "older": badge, "newer": badge, "created": ISO 8601}; the badges have no
// issuer yet. Standard output: {name: signed badge}.
import {readFileSync} from 'node:fs';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import {cryptosuite as ecdsaRdfc2019} from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import {createDiscloseCryptosuite, createSignCryptosuite} from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {Ed25519Signature2020} from '@digitalbazaar/ed25519-signature-2020';
import {Ed25519VerificationKey2020} from '@digitalbazaar/ed25519-verification-key-2020';
import {cryptosuite as eddsaRdfc2022} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof as DccDataIntegrityProof} from '@digitalcredentials/data-integrity';
import * as DccMultikey from '@digitalcredentials/ed25519-multikey';
import {Ed25519Signature2020 as DccSignature2020} from '@digitalcredentials/ed25519-signature-2020';
import {Ed25519VerificationKey2020 as DccKey2020} from '@digitalcredentials/ed25519-verification-key-2020';
import {cryptosuite as dccEddsaRdfc2022} from '@digitalcredentials/eddsa-rdfc-2022-cryptosuite';
import * as dcc from '@digitalcredentials/vc';

const {contexts, older, newer, created} = JSON.parse(readFileSync(0, 'utf8'));
const seed = new Uint8Array(32).fill(7);

async function documentLoader(url) {
  if (!(url in contexts)) {
    throw new Error(`not at hand: ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document: contexts[url]};
}

// A did:key: the key is its own identifier.
async function keyOf(pair) {
  const {publicKeyMultibase} = await pair.export({publicKey: true});
  pair.controller = `did:key:${publicKeyMultibase}`;
  pair.id = `${pair.controller}#${publicKeyMultibase}`;
  return pair;
}

function from(badge, key) {
  return {...structuredClone(badge), issuer: {...badge.issuer, id: key.controller}};
}

async function issued(library, badge, key, suite) {
  return library.issue({credential: from(badge, key), suite, documentLoader});
}

const made = {};

for (const [name, library, Key, Suite] of [
  ['digitalbazaar Ed25519Signature2020', vc, Ed25519VerificationKey2020, Ed25519Signature2020],
  ['digitalcredentials Ed25519Signature2020', dcc, DccKey2020, DccSignature2020]
]) {
  const key = await keyOf(await Key.generate({seed}));
  made[name] = await issued(library, older, key, new Suite({key, date: created}));
}

for (const [name, library, Multikey, Proof, cryptosuite] of [
  ['digitalbazaar eddsa-rdfc-2022', vc, Ed25519Multikey, DataIntegrityProof, eddsaRdfc2022],
  ['digitalcredentials eddsa-rdfc-2022', dcc, DccMultikey, DccDataIntegrityProof, dccEddsaRdfc2022]
]) {
  const key = await keyOf(await Multikey.generate({seed}));
  made[name] = await issued(library, newer, key, new Proof({signer: key.signer(), cryptosuite, date: created}));
}

for (const curve of ['P-256', 'P-384']) {
  const key = await keyOf(await EcdsaMultikey.generate({curve}));
  const suite = new DataIntegrityProof({signer: key.signer(), cryptosuite: ecdsaRdfc2019, date: created});
  made[`digitalbazaar ecdsa-rdfc-2019 ${curve}`] = await issued(vc, newer, key, suite);
}

const key = await keyOf(await EcdsaMultikey.generate({curve: 'P-256'}));
const mandatoryPointers = ['/issuer', '/validFrom', '/credentialSubject/type'];
const base = await issued(vc, newer, key, new DataIntegrityProof({
  signer: key.signer(), date: created, cryptosuite: createSignCryptosuite({mandatoryPointers})
}));
made['digitalbazaar ecdsa-sd-2023 base'] = base;
made['digitalbazaar ecdsa-sd-2023'] = await vc.derive({
  verifiableCredential: base,
  documentLoader,
  suite: new DataIntegrityProof({cryptosuite: createDiscloseCryptosuite({
    selectivePointers: ['/id', '/name', '/credentialSubject/id', '/credentialSubject/achievement']
  })})
});

process.stdout.write(JSON.stringify(made));
