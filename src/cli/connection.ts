import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Refusal } from './refusal.ts'
import { type Shell, stateFolder } from './shell.ts'

/** Where the ops API is, and the token that opens it. */
export interface Connection {
  /** Without a trailing slash. */
  readonly opsUrl: string
  readonly opsToken: string
}

/** What a running local stack writes about itself. */
const stackFile = z.looseObject({
  edgeUrl: z.string(),
  opsUrl: z.string(),
  opsToken: z.string(),
  pid: z.int().positive(),
})

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

/** Refuses an address that would show the token to the network between. Messages never carry the token. */
function checked(source: string, address: string, token: string): Connection {
  if (!URL.canParse(address)) throw new Refusal(`${source} is not a URL`, 'like https://ops.example.com')
  const url = new URL(address)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new Refusal(`${source} speaks ${url.protocol.slice(0, -1)}`, 'the ops API speaks https')
  }
  if (url.username !== '' || url.password !== '') {
    throw new Refusal(`${source} carries a user or password`, 'the ops API wants its token only')
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new Refusal(`${source} is http to ${url.hostname}: the token would travel in the clear`, 'use https')
  }
  const opsToken = token.trim()
  // Checked here, because `fetch` would quote a bad header, token and all, in its error.
  if (!/^[\x21-\x7e]+$/.test(opsToken)) {
    throw new Refusal(`the ops token of ${source} is empty or has characters that no token has`, 'copy it again')
  }
  return { opsUrl: `${url.origin}${url.pathname}`.replace(/\/+$/, ''), opsToken }
}

async function localStack(shell: Shell): Promise<Connection> {
  const path = join(stateFolder(shell), 'stack.json')
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) {
    throw new Refusal(`no local stack runs here (${path} is not there)`, 'start it with npm start, or set FF_OPS_URL')
  }
  const parsed = stackFile.safeParse(parsedJson(text))
  if (!parsed.success) throw new Refusal(`${path} can not be read as a running stack`, 'start it anew with npm start')
  if (!shell.processRuns(parsed.data.pid)) {
    throw new Refusal(`the local stack of ${path} has stopped (pid ${parsed.data.pid})`, 'start it with npm start')
  }
  return checked(path, parsed.data.opsUrl, parsed.data.opsToken)
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** A deployed publisher by FF_OPS_URL and FF_OPS_TOKEN; else the local stack that FF_STATE names. */
export async function connect(shell: Shell): Promise<Connection> {
  const { FF_OPS_URL: address, FF_OPS_TOKEN: token } = shell.environment
  if (address && token) return checked('FF_OPS_URL', address, token)
  if (address) throw new Refusal('FF_OPS_URL is set, FF_OPS_TOKEN is not', 'set both, or neither for the local stack')
  if (token) throw new Refusal('FF_OPS_TOKEN is set, FF_OPS_URL is not', 'set both, or neither for the local stack')
  return localStack(shell)
}
