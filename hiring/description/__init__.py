"""What a credential says of itself and how completely, apart from whether it is authentic.

Pure functions over a credential's JSON (`Credential.document`, or the same out of the store), whatever it holds: they
never fail, and what they cannot read is not there. Nothing of this changes a verdict.
"""
