import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Refusal } from '../frame/refusal.ts'
import { type Shell, stateFolder } from '../frame/shell.ts'

/** The address of the ops API, and the headers that identify the caller. */
export interface Connection {
  /** Without a trailing slash. */
  readonly opsUrl: string
  /** Sent with every request, and never shown. */
  readonly headers: Readonly<Record<string, string>>
}

/** What a running local stack writes about itself. */
const stackFile = z.looseObject({
  edgeUrl: z.string(),
  opsUrl: z.string(),
  opsToken: z.string(),
  opsTokens: z.record(z.string(), z.string()).default({}),
  pid: z.int().positive(),
})

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

/** Checks that an address does not expose tokens to the network, and removes a trailing slash. */
export function safeAddress(source: string, address: string): string {
  if (!URL.canParse(address)) throw new Refusal(`${source} is not a URL`, 'like https://ops.example.com')
  const url = new URL(address)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new Refusal(`${source} uses ${url.protocol.slice(0, -1)}`, 'use https')
  }
  if (url.username !== '' || url.password !== '') {
    throw new Refusal(`${source} contains a user or password`, 'remove them: only the token is needed')
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new Refusal(`${source} is http to ${url.hostname}: the token would be sent unencrypted`, 'use https')
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '')
}

/** Checks that a token is a valid header value: for an invalid one, `fetch` would quote the token in its error. */
export function safeToken(what: string, token: string): string {
  const trimmed = token.trim()
  if (/^[\x21-\x7e]+$/.test(trimmed)) return trimmed
  throw new Refusal(`${what} is empty or contains characters that no token has`, 'copy it again')
}

/** Error messages never contain the token. */
function checked(source: string, address: string, secrets: Readonly<Record<string, string>>): Connection {
  const headers = Object.entries(secrets).map(([name, secret]) => {
    const value = safeToken(`a token of ${source}`, secret)
    return [name, name === 'authorization' ? `Bearer ${value}` : value]
  })
  return { opsUrl: safeAddress(source, address), headers: Object.fromEntries(headers) }
}

async function localStack(shell: Shell): Promise<Connection> {
  const path = join(stateFolder(shell), 'stack.json')
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) {
    throw new Refusal(`no local stack runs here (${path} is not there)`, 'start it with npm start, or set FF_OPS_URL')
  }
  const parsed = stackFile.safeParse(parsedJson(text))
  if (!parsed.success) throw new Refusal(`${path} does not describe a running stack`, 'start it again with npm start')
  if (!shell.processRuns(parsed.data.pid)) {
    throw new Refusal(`the local stack of ${path} has stopped (pid ${parsed.data.pid})`, 'start it with npm start')
  }
  const { opsUrl, opsToken, opsTokens } = parsed.data
  const who = shell.environment.FF_AS
  const authorization = who ? new Map(Object.entries(opsTokens)).get(who) : opsToken
  if (authorization !== undefined) return checked(path, opsUrl, { authorization })
  throw new Refusal(
    `the local stack has no person "${who}"`,
    `--as takes ${Object.keys(opsTokens).join(' or ') || 'nobody'}`,
  )
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/**
 * Ways to sign in to a deployment: a service token of Cloudflare Access, a person's token, or the break-glass token.
 */
const SIGN_IN = {
  FF_ACCESS_CLIENT_ID: 'cf-access-client-id',
  FF_ACCESS_CLIENT_SECRET: 'cf-access-client-secret',
  FF_ACCESS_TOKEN: 'cf-access-token',
  FF_OPS_TOKEN: 'authorization',
} as const

/**
 * Connects to a deployed publisher with FF_OPS_URL and one of: FF_ACCESS_CLIENT_ID with FF_ACCESS_CLIENT_SECRET,
 * FF_ACCESS_TOKEN, FF_OPS_TOKEN; otherwise to the local stack in FF_STATE, as the person in FF_AS.
 */
export async function connect(shell: Shell): Promise<Connection> {
  const { environment } = shell
  const { FF_OPS_URL: address } = environment
  const given = Object.entries(SIGN_IN).filter(([variable]) => environment[variable])
  const [first] = given
  if (!address && !first) return localStack(shell)
  if (!address) throw new Refusal(`${first?.[0]} is set, FF_OPS_URL is not`, 'set both, or neither for the local stack')
  if (!first) {
    const hint =
      'set it, or FF_ACCESS_CLIENT_ID and FF_ACCESS_CLIENT_SECRET, or neither and no FF_OPS_URL for the local stack'
    throw new Refusal('FF_OPS_URL is set, FF_OPS_TOKEN is not', hint)
  }
  if (!environment.FF_ACCESS_CLIENT_ID !== !environment.FF_ACCESS_CLIENT_SECRET) {
    throw new Refusal(
      'only half of the service token is set',
      'set FF_ACCESS_CLIENT_ID and FF_ACCESS_CLIENT_SECRET, or neither',
    )
  }
  if (environment.FF_AS)
    throw new Refusal('--as works at a local stack only', 'leave it out: a deployment knows you by your token')
  const secrets = given.map(([variable, header]) => [header, environment[variable] ?? ''])
  return checked('FF_OPS_URL', address, Object.fromEntries(secrets))
}
