import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ffInside } from '../command-line.ts'

const seen: Headers[] = []
const remembered: typeof fetch = async (_input, init) => {
  seen.push(new Headers(init?.headers))
  return Response.json({
    regions: [],
    staleFeeds: null,
    feeds: null,
    deadMessages: null,
    notices: null,
    pacing: null,
    keys: [],
    keyProblem: null,
  })
}
beforeEach(() => {
  seen.length = 0
})
const sent = () => Object.fromEntries([...(seen[0] ?? [])].filter(([name]) => name !== 'accept'))

const URL_OF = { FF_OPS_URL: 'https://ops.example.com' }
const SERVICE = { FF_ACCESS_CLIENT_ID: 'ab12.access', FF_ACCESS_CLIENT_SECRET: 'service-secret' }

describe('signing in at a deployment', () => {
  it.each([
    [
      'by a service token of Access',
      SERVICE,
      { 'cf-access-client-id': 'ab12.access', 'cf-access-client-secret': 'service-secret' },
    ],
    ['by a token of one person', { FF_ACCESS_TOKEN: 'a.b.c' }, { 'cf-access-token': 'a.b.c' }],
    ['by the ops token', { FF_OPS_TOKEN: 'ops-token' }, { authorization: 'Bearer ops-token' }],
    [
      'by the ops token, through Access',
      { FF_OPS_TOKEN: 'ops-token', FF_ACCESS_TOKEN: 'a.b.c' },
      { authorization: 'Bearer ops-token', 'cf-access-token': 'a.b.c' },
    ],
  ])('a deployment is told who asks %s, and that no form sent the request', async (_what, secrets, headers) => {
    const ended = await ffInside(['status'], { ...URL_OF, ...secrets }, remembered)
    expect(ended.code).toBe(0)
    expect(sent()).toEqual({ ...headers, 'x-firstframe-client': 'ff' })
  })

  it('no secret is in an error', async () => {
    const ended = await ffInside(['status'], { ...URL_OF, ...SERVICE, FF_ACCESS_CLIENT_SECRET: 'se\ncret' }, remembered)
    expect(ended.code).toBe(1)
    expect(ended.stderr).not.toContain('cret')
  })
})

describe('signing in at a local stack', () => {
  let FF_STATE: string
  beforeAll(async () => {
    FF_STATE = await mkdtemp(join(tmpdir(), 'ff-state-'))
    const opsTokens = { ops: 'ops-token', second: 'second-token' }
    const stack = { edgeUrl: 'http://127.0.0.1:1', opsUrl: 'http://127.0.0.1:2', opsToken: 'ops-token', opsTokens }
    await writeFile(join(FF_STATE, 'stack.json'), JSON.stringify({ ...stack, pid: process.pid }))
  })

  it.each([
    ['the first person, unless told otherwise', [], {}, 'ops-token'],
    ['the second, by a flag', ['--as', 'second'], {}, 'second-token'],
    ['the second, by the same flag in one word', ['--as=second'], {}, 'second-token'],
    ['the second, by FF_AS', [], { FF_AS: 'second' }, 'second-token'],
    ['the first, by a flag that wins over FF_AS', ['--as', 'ops'], { FF_AS: 'second' }, 'ops-token'],
  ])('the person at a local stack is %s', async (_what, flag, environment, token) => {
    for (const args of [
      ['status', ...flag],
      [...flag, 'status', '--json'],
    ]) {
      seen.length = 0
      expect((await ffInside(args, { FF_STATE, ...environment }, remembered)).code).toBe(0)
      expect(sent().authorization).toBe(`Bearer ${token}`)
    }
  })

  it.each([
    [['status', '--as', 'third'], 1, '--as takes ops or second'],
    [['status', '--as', 'constructor'], 1, '--as takes ops or second'],
    [['status', '--as'], 2, '--as needs a value'],
    [['status', '--as', '--json'], 2, '--as needs a value'],
    [['status', '--as='], 2, '--as needs a value'],
    [['status', '--as', 'ops', '--as', 'second'], 2, '--as is given twice'],
  ])('the command %j is refused', async (args, code, words) => {
    const ended = await ffInside(args, { FF_STATE }, remembered)
    expect(ended).toMatchObject({ code })
    expect(ended.stderr).toContain(words)
    expect(seen).toEqual([])
  })
})
