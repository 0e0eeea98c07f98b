import type { JWK } from 'jose';

/** An Ed25519 pair as JSON Web Keys. */
export type KeyPair = { privateJwk: JWK; publicJwk: JWK };
