import type { PublisherEnvironment } from '../environment.ts'

/** Where Cloudflare Access is, and what its tokens must be for. */
export interface AccessSettings {
  readonly issuer: string
  readonly audience: string
  /** Where the team's public keys are; fixed, never taken from a token. */
  readonly keysUrl: string
}

const TEAM = /^(?:https:\/\/)?([a-z0-9][a-z0-9-]{0,62})\.cloudflareaccess\.com\/?$/
const AUDIENCE = /^[A-Za-z0-9_-]{16,128}$/

/** null: not set up. `wrong`: half of it is missing or of no use, and then nobody gets in by it. */
export function accessSettings(
  environment: Pick<PublisherEnvironment, 'ACCESS_TEAM_DOMAIN' | 'ACCESS_AUDIENCE'>,
): AccessSettings | 'wrong' | null {
  const { ACCESS_TEAM_DOMAIN: domain = '', ACCESS_AUDIENCE: audience = '' } = environment
  if (domain === '' && audience === '') return null
  const team = TEAM.exec(domain)?.[1]
  if (team === undefined || !AUDIENCE.test(audience)) return 'wrong'
  const issuer = `https://${team}.cloudflareaccess.com`
  return { issuer, audience, keysUrl: `${issuer}/cdn-cgi/access/certs` }
}
