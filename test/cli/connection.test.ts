import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ff, ffInside } from './command-line.ts'
import { fakeOps, OPS_TOKEN } from './fake-ops.ts'

/** No test of an address may really go there. */
const asked: string[] = []
const noFetch: typeof fetch = async (input) => {
  asked.push(String(input))
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

async function stateWith(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ff-state-'))
  await writeFile(join(folder, 'stack.json'), text)
  return folder
}

const stack = (opsUrl: string, pid: number) =>
  JSON.stringify({ edgeUrl: 'http://127.0.0.1:1', opsUrl, opsToken: OPS_TOKEN, pid })

describe('where the token may go', () => {
  it.each([
    ['http://ops.example.com'],
    ['http://10.0.0.4:8788'],
    ['http://localhost.example.com'],
    ['http://127.0.0.1.example.com'],
    ['http://[::2]:8788'],
    ['ftp://127.0.0.1'],
    ['not a url'],
    ['https://user:pass@ops.example.com'],
  ])('the token never goes over %s', async (address) => {
    asked.length = 0
    const ended = await ffInside(['status'], { FF_OPS_URL: address, FF_OPS_TOKEN: OPS_TOKEN }, noFetch)
    expect(ended.code).toBe(1)
    expect(asked).toEqual([])
    expect(ended.stderr).toContain('FF_OPS_URL')
    expect(ended.stderr).not.toContain(OPS_TOKEN)
  })

  it.each([
    ['https://ops.example.com/'],
    ['https://ops.example.com/firstframe/'],
    ['http://localhost:8788'],
    ['http://127.0.0.1:8788'],
    ['http://[::1]:8788'],
  ])('the token does go to %s', async (address) => {
    asked.length = 0
    const ended = await ffInside(['status'], { FF_OPS_URL: address, FF_OPS_TOKEN: OPS_TOKEN }, noFetch)
    expect(ended.code).toBe(0)
    expect(asked).toEqual([`${address.replace(/\/$/, '')}/ops/v1/regions`])
  })

  it('the token is not in an error, even with characters that a header refuses', async () => {
    const ended = await ffInside(['status'], { FF_OPS_URL: 'https://a.example', FF_OPS_TOKEN: 'ab\ncd-secret' })
    expect(ended.code).toBe(1)
    expect(ended.stderr).not.toContain('cd-secret')
  })

  it('the token does not go along a redirect', async () => {
    const elsewhere = await fakeOps({ 'GET /regions': { json: { regions: [] } } })
    const location = `${elsewhere.url}/ops/v1/regions`
    const ops = await fakeOps({ 'GET /regions': { status: 307, location } })
    const ended = await ff(['status'], ops.environment)
    await Promise.all([ops.close(), elsewhere.close()])
    expect(ended.code).toBe(1)
    expect(ended.stderr).toContain('as Cloudflare Access does for unknown callers')
    expect(elsewhere.received).toEqual([])
  })
})

describe('finding the deployment', () => {
  it.each([
    [{ FF_OPS_URL: 'https://a.example' }, 'FF_OPS_TOKEN is not'],
    [{ FF_OPS_TOKEN: 'x' }, 'FF_OPS_URL is not'],
    [{}, 'start it with npm start'],
    [{ FF_ACCESS_TOKEN: 'x' }, 'FF_OPS_URL is not'],
    [{ FF_OPS_URL: 'https://a.example', FF_ACCESS_CLIENT_ID: 'x' }, 'only half of the service token is set'],
    [
      { FF_OPS_URL: 'https://a.example', FF_ACCESS_CLIENT_SECRET: 'x', FF_OPS_TOKEN: 'x' },
      'only half of the service token is set',
    ],
    [{ FF_OPS_URL: 'https://a.example', FF_OPS_TOKEN: 'x', FF_AS: 'second' }, '--as works at a local stack only'],
  ])('half an address is refused: %j', async (environment, words) => {
    const ended = await ffInside(['status'], environment, noFetch)
    expect(ended.code).toBe(1)
    expect(ended.stderr).toContain(words)
  })

  it('the running local stack of FF_STATE is used', async () => {
    const ops = await fakeOps({ 'GET /regions': { json: { regions: [] } } })
    const ended = await ff(['status', '--json'], { FF_STATE: await stateWith(stack(ops.url, process.pid)) })
    await ops.close()
    expect(ended).toMatchObject({
      code: 0,
      stdout:
        '{"regions":[],"staleFeeds":null,"feeds":null,"deadMessages":null,"notices":null,"pacing":null,"keys":[],"keyProblem":null}\n',
    })
    expect(ops.received[0]?.authorization).toBe(`Bearer ${OPS_TOKEN}`)
  })

  it('a stack that has stopped is refused', async () => {
    const FF_STATE = await stateWith(stack('http://127.0.0.1:8788', 2 ** 22 + 1))
    const ended = await ff(['status'], { FF_STATE })
    expect(ended.code).toBe(1)
    expect(ended.stderr).toContain('has stopped')
    expect(ended.stderr).toContain('npm start')
  })

  it.each([['{'], ['{}'], ['null']])('a stack file that says %s is refused', async (text) => {
    const ended = await ffInside(['status'], { FF_STATE: await stateWith(text) }, noFetch)
    expect(ended.code).toBe(1)
    expect(ended.stderr).toContain('start it again')
  })

  it('the local stack is held to the loopback rule too', async () => {
    const FF_STATE = await stateWith(stack('http://192.168.1.5:8788', process.pid))
    const ended = await ffInside(['status'], { FF_STATE }, noFetch)
    expect(ended.code).toBe(1)
    expect(ended.stderr).toContain('unencrypted')
  })

  it('an error says that nothing listens, without a stack trace', async () => {
    const ops = await fakeOps({})
    await ops.close()
    const ended = await ff(['status'], ops.environment)
    expect(ended.code).toBe(1)
    expect(ended.stderr).toContain('nothing listens there')
    expect(ended.stderr).not.toContain('    at ')
    expect((await ff(['status'], { ...ops.environment, FF_DEBUG: '1' })).stderr).toContain('    at ')
  })
})
