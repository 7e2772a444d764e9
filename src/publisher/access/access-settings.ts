import type { PublisherEnvironment } from '../environment.ts'

/** The Cloudflare Access team, and the application that its tokens must be for. */
export interface AccessSettings {
  readonly issuer: string
  readonly audience: string
  /** URL of the team's public keys; fixed, never taken from a token. */
  readonly keysUrl: string
}

const TEAM = /^(?:https:\/\/)?([a-z0-9][a-z0-9-]{0,62})\.cloudflareaccess\.com\/?$/
const AUDIENCE = /^[A-Za-z0-9_-]{16,128}$/

/** null: not configured. `wrong`: configured incompletely or incorrectly; then nobody can sign in with Access. */
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
