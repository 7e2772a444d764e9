import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { SESSION_MS } from '../../../src/publisher/access/local-session.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { type AccessWorld, startAccessWorld } from './access-world.ts'

const ORIGIN = 'http://127.0.0.1:8788'
let world: PublisherWorld
let access: AccessWorld
beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  access = await startAccessWorld([])
})
afterAll(() => Promise.all([world.close(), access.close()]))

const send = async (
  method: string,
  path: string,
  { cookie = '', body = '', ...headers }: Record<string, string> = {},
) =>
  world.app.request(
    `${ORIGIN}${path}`,
    {
      method,
      headers: { 'content-type': 'application/json', ...(cookie && { cookie }), ...headers },
      ...(body && { body }),
    },
    world.environment,
  )
const signIn = async (token: string, headers: Record<string, string> = {}) =>
  send('POST', '/console/session', { body: JSON.stringify({ token }), ...headers })
const cookieOf = (answer: Response) => (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
const fieldOf = async (answer: Response) => ((await answer.json()) as { field?: string }).field

describe('the session of a browser on a local stack', () => {
  it('a token becomes a session that no script reads and no other site sends, for twelve hours', async () => {
    const answer = await signIn(OPS_TOKEN)
    const cookie = answer.headers.get('set-cookie') ?? ''
    for (const part of ['ff_session=', 'HttpOnly', 'SameSite=Strict', 'Path=/', 'Max-Age=43200']) {
      expect(cookie).toContain(part)
    }
    expect(cookie).not.toContain(OPS_TOKEN)
    const me = await send('GET', '/ops/v1/me', { cookie: cookieOf(answer) })
    expect(await me.json()).toMatchObject({ name: 'ops', kind: 'local-browser' })
  })

  it('a session ends after twelve hours, and at the word of its owner', async () => {
    const answer = await signIn(OPS_TOKEN)
    const cookie = cookieOf(answer)
    const ended = await send('DELETE', '/console/session', { cookie })
    expect([ended.status, ended.headers.get('set-cookie')]).toEqual([204, expect.stringContaining('Max-Age=0')])
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + SESSION_MS + 1000 })
    expect((await send('GET', '/ops/v1/me', { cookie })).status).toBe(401)
    vi.useRealTimers()
  })

  it('a wrong token, one without end, and a session that was changed are nobody', async () => {
    const wrong = await signIn('not-a-token')
    expect([wrong.status, await fieldOf(wrong), wrong.headers.get('set-cookie')]).toEqual([401, 'token', null])
    const cookie = cookieOf(await signIn(OPS_TOKEN))
    const later = cookie.replace(/\d{13}/, (endsAt) => String(Number(endsAt) + 1000))
    expect(await fieldOf(await signIn('x'.repeat(300_000)))).toBe('body')
    for (const changed of [later, cookie.replace('ops', 'second'), `${cookie}.x`, 'ff_session=', 'ff_session=a.b.c']) {
      expect((await send('GET', '/ops/v1/me', { cookie: changed })).status, changed).toBe(401)
    }
  })

  it('what a session signs must come from the same origin', async () => {
    const cookie = cookieOf(await signIn(OPS_TOKEN))
    const pin = (headers: Record<string, string>) => send('POST', '/ops/v1/regions/dach/pin', { cookie, ...headers })
    expect(await fieldOf(await pin({ origin: 'http://127.0.0.1:9999' }))).toBe('Origin')
    expect(await fieldOf(await pin({ 'sec-fetch-site': 'cross-site' }))).toBe('Sec-Fetch-Site')
    expect(await fieldOf(await pin({ 'content-type': 'text/plain' }))).toBe('Content-Type')
    expect((await signIn(OPS_TOKEN, { origin: 'http://evil.example' })).status).toBe(403)
  })

  it('there is no such door where Access signs people in, and its cookie counts for nothing there', async () => {
    const cookie = cookieOf(await signIn(OPS_TOKEN))
    const ask = (method: string, path: string) =>
      access.app.request(
        `${ORIGIN}${path}`,
        { method, headers: { cookie, 'content-type': 'application/json' }, ...(method === 'POST' && { body: '{}' }) },
        access.env,
      )
    expect((await ask('POST', '/console/session')).status).toBe(404)
    expect((await ask('DELETE', '/console/session')).status).toBe(404)
    expect((await ask('GET', '/ops/v1/me')).status).toBe(401)
  })
})
