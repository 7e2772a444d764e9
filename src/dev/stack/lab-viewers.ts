import { signViewerToken } from './viewer-token.ts'

const LIFE_SECONDS = 86_400

/** The viewers of the lab's wall, beside the guest. None consents, so nothing is kept of them. */
const VIEWERS = { 12: { cap: 12 }, adult: { cap: 18, adult: true } } as const

/**
 * Tokens of the lab's invented viewers, by their names.
 *
 * @param now milliseconds since 1970
 */
export async function labViewerTokens(
  signer: Parameters<typeof signViewerToken>[0],
  now: number,
): Promise<Readonly<Record<string, string>>> {
  const issuedAt = Math.floor(now / 1000)
  const tokens = Object.entries(VIEWERS).map(async ([name, claims]) => {
    const terms = { subject: `lab-${name}`, issuedAt, lifeSeconds: LIFE_SECONDS }
    return [name, await signViewerToken(signer, { ...claims, personalize: false }, terms)] as const
  })
  return Object.fromEntries(await Promise.all(tokens))
}
