import { importJWK, type JWK, SignJWT } from 'jose'

/** What signs viewer tokens: locally the stack's own key, in production the accounts service's. */
interface TokenSigner {
  readonly kid: string
  readonly issuer: string
  readonly jwk: JWK
}

/** Signs a viewer token, which the edge accepts for at most a day. */
export async function signViewerToken(
  { kid, issuer, jwk }: TokenSigner,
  claims: Readonly<Record<string, unknown>>,
  { subject, issuedAt, lifeSeconds }: TokenTerms,
): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'EdDSA', typ: 'viewer+jwt', kid })
    .setIssuer(issuer)
    .setAudience('firstframe')
    .setSubject(subject)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifeSeconds)
    .sign(await importJWK(jwk, 'EdDSA'))
}

interface TokenTerms {
  readonly subject: string
  /** In seconds since 1970. */
  readonly issuedAt: number
  readonly lifeSeconds: number
}
