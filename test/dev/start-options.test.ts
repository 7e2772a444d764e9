import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ended } from '../cli/command-line.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firstframe-start-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** `npm start` with words that end it before it has begun. */
async function start(...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, ['src/dev/launch.mjs', ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, FF_STATE: join(folder, 'state') },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Should it start after all, it must not stay.
    timeout: 20_000,
  })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, stdout, stderr }
}

async function takenPort(): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0 }
}

describe('npm start', () => {
  it('npm start tells of every flag when asked', async () => {
    const { code, stdout } = await start('--help')
    expect(code).toBe(0)
    for (const flag of ['--port', '--ops-port', '--country', '--state', '--fresh', '--empty', 'REDIS_URL']) {
      expect(stdout).toContain(flag)
    }
  })

  it.each([
    ['--port', 'http'],
    ['--port', '65536'],
    ['--ops-port', '-1'],
    ['--ops-port', '80.5'],
    ['--country', 'Germany'],
    ['--country', 'QQ'],
  ])('npm start refuses %s %s as usage, and names both', async (flag, value) => {
    const { code, stderr } = await start(`${flag}=${value}`)
    expect(code).toBe(2)
    expect(stderr).toContain(flag)
    expect(stderr).toContain(value)
  })

  it.each([['--prot=1'], ['extra'], ['--fresh=maybe']])('npm start refuses %s as usage', async (word) => {
    expect((await start(word)).code).toBe(2)
  })

  it('npm start refuses one port for both', async () => {
    const { code, stderr } = await start('--port', '9321', '--ops-port', '9321')
    expect([code, stderr]).toEqual([2, expect.stringContaining('9321')])
  })

  it.each(['--port', '--ops-port'])(
    'npm start says which flag when the port of %s is taken, and has touched nothing',
    async (flag) => {
      const { server, port } = await takenPort()
      const state = join(folder, 'taken')
      const other = flag === '--port' ? '--ops-port' : '--port'
      const { code, stderr } = await start(flag, String(port), other, '0', '--state', state)
      server.close()
      expect(code).toBe(1)
      expect(stderr).toContain(`port ${port} is taken`)
      expect(stderr).toContain(flag)
      expect(existsSync(state)).toBe(false)
    },
  )

  it.each([[[]], [['--fresh']]])(
    'npm start with %j over a stack that runs is refused, and drops nothing',
    async (flags: string[]) => {
      const state = join(folder, 'running')
      await mkdir(state, { recursive: true })
      await writeFile(join(state, 'stack.json'), JSON.stringify({ pid: process.pid }))
      const { code, stderr } = await start('--state', state, '--port', '0', '--ops-port', '0', ...flags)
      expect(code).toBe(1)
      expect(stderr).toContain(`pid ${process.pid}`)
      expect(existsSync(join(state, 'stack.json'))).toBe(true)
    },
  )
})
