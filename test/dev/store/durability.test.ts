import { spawn } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDurableDirectory } from '../../../src/dev/store/durable-directory.ts'
import { embeddedBackend } from '../../../src/dev/store/embedded-backend.ts'
import { openStore } from '../../../src/dev/store/open-store.ts'

describe('the embedded store on disk', () => {
  let directory: string
  let now: number
  let warnings: string[]

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'firstframe-store-'))
    now = 1_000_000
    warnings = []
  })
  afterEach(() => rmSync(directory, { recursive: true }))

  const open = () => openStore({ directory, clock: () => now, warn: (message) => warnings.push(message) })
  const files = () => readdirSync(directory).sort()
  const logPath = () => join(directory, files().find((name) => name.startsWith('log-')) ?? '')

  it('the embedded store keeps every kind of value over a restart, twice', async () => {
    let store = await open()
    await store.execute(['SET', 'string', 'Grüße 🎬\n"'])
    await store.execute(['HSET', 'hash', '__proto__', 'x'])
    await store.execute(['SADD', 'set', 'a', 'b'])
    await store.execute(['ZADD', 'zset', '-inf', 'a', '0.1', 'b'])
    await store.execute(['RPUSH', 'list', 'a', 'b'])
    await store.execute(['PEXPIRE', 'list', '5000'])
    for (let restart = 0; restart < 2; restart += 1) {
      await store.close()
      store = await open()
      expect(await store.execute(['GET', 'string'])).toBe('Grüße 🎬\n"')
      expect(await store.execute(['HGETALL', 'hash'])).toEqual(['__proto__', 'x'])
      expect(await store.execute(['SMEMBERS', 'set'])).toEqual(['a', 'b'])
      expect(await store.execute(['ZRANGE', 'zset', '0', '-1', 'WITHSCORES'])).toEqual(['a', '-inf', 'b', '0.1'])
      expect(await store.execute(['LRANGE', 'list', '0', '-1'])).toEqual(['a', 'b'])
      expect(await store.execute(['PTTL', 'list'])).toBe(5000)
    }
    now += 5000
    expect(await store.execute(['EXISTS', 'list'])).toBe(0)
    await store.close()
  })

  it('the log is replayed at the instants at which its writes were made', async () => {
    const before = openDurableDirectory(directory, () => undefined)
    const store = embeddedBackend(before.database, before.log, () => now)
    await store.execute(['SET', 'counter', '5', 'PX', '100'])
    now += 100
    await store.execute(['INCR', 'counter'])
    await store.execute(['SET', 'lease', 'x', 'PX', '1000'])
    before.log.close()
    now += 500
    const after = await open()
    expect(await after.execute(['GET', 'counter'])).toBe('1')
    expect(await after.execute(['PTTL', 'lease'])).toBe(500)
    await after.close()
  })

  it('the store drops a torn last line, says so, and goes on writing after what was whole', async () => {
    const store = await open()
    await store.execute(['SET', 'kept', '1'])
    await store.transaction([
      ['SET', 'half', '1'],
      ['SET', 'other-half', '1'],
    ])
    await store.close()
    const length = readFileSync(logPath()).length
    truncateSync(logPath(), length - 3)

    const reopened = await open()
    expect(await reopened.execute(['MGET', 'kept', 'half', 'other-half'])).toEqual(['1', null, null])
    expect(warnings).toEqual([expect.stringContaining('is torn')])
    await reopened.execute(['SET', 'later', '1'])
    await reopened.close()
    const again = await open()
    expect(await again.execute(['MGET', 'kept', 'later'])).toEqual(['1', '1'])
    expect(warnings).toHaveLength(1)
    await again.close()
  })

  it('the store refuses to open over damage before the last line', async () => {
    const store = await open()
    await store.execute(['SET', 'a', '1'])
    await store.close()
    appendFileSync(logPath(), '{"at":1,"comm\n{"at":2,"commands":[["SET","b","2"]]}\n')
    await expect(open()).rejects.toThrow(/line 2 is damaged/)
  })

  it('the store finds a flipped bit wherever it is, in log and snapshot, and names the file and the line', async () => {
    const store = await open()
    await store.execute(['MSET', 'a', '1', 'b', '2'])
    await store.close()
    const again = await open()
    await again.execute(['SET', 'c', '3'])
    await again.execute(['SET', 'd', '4'])
    await again.close()
    for (const name of files()) {
      const path = join(directory, name)
      const whole = readFileSync(path)
      // The end of the log's last line: what a write that was cut off there would have lost is told as a warning.
      const bytes = name.startsWith('log-') ? whole.length - 1 : whole.length
      for (let at = 0; at < bytes; at++) {
        const flipped = Buffer.from(whole)
        flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8))
        writeFileSync(path, flipped)
        await expect(open(), `byte ${at} of ${name}`).rejects.toThrow(
          /(log|snapshot)-\d+\.jsonl (line \d+ is damaged|is cut short)/,
        )
      }
      writeFileSync(path, whole)
    }
    const healed = await open()
    expect(await healed.execute(['MGET', 'a', 'b', 'c', 'd'])).toEqual(['1', '2', '3', '4'])
    await healed.close()
  })

  it.each([
    ['snapshot', 'log'],
    ['log', 'snapshot'],
  ])(
    'the store refuses to start empty when its %s is missing while its %s is there, and names both',
    async (lost, there) => {
      const store = await open()
      await store.execute(['SET', 'a', '1'])
      await store.close()
      rmSync(join(directory, files().find((name) => name.startsWith(`${lost}-`)) ?? ''))
      await expect(open()).rejects.toThrow(new RegExp(`${lost}-1.jsonl is missing, and .*${there}-1.jsonl is there`))
      expect(files().some((name) => name.startsWith(`${there}-`))).toBe(true)
    },
  )

  it('the store names the file and the line of garbage, whichever file it is in', async () => {
    await (await open()).close()
    const snapshot = join(directory, files().find((name) => name.startsWith('snapshot-')) ?? '')
    const lines = readFileSync(snapshot, 'utf8').split('\n')
    writeFileSync(snapshot, ['garbage', ...lines.slice(1)].join('\n'))
    await expect(open()).rejects.toThrow(`${snapshot} line 1 is damaged`)
    writeFileSync(snapshot, '')
    await expect(open()).rejects.toThrow(`${snapshot} is cut short`)
  })

  it('the store reads what was written before lines had checksums', async () => {
    writeFileSync(join(directory, 'snapshot-1.jsonl'), '{"now":1000}\n["a",{"string":"1"},null]\n{"keys":1}\n')
    writeFileSync(join(directory, 'log-1.jsonl'), '{"at":2000,"commands":[["SET","b","2"]]}\n')
    const store = await open()
    expect(await store.execute(['MGET', 'a', 'b'])).toEqual(['1', '2'])
    await store.close()
  })

  it('the store refuses a snapshot that was cut short', async () => {
    const store = await open()
    await store.execute(['MSET', 'a', '1', 'b', '2'])
    await store.close()
    await (await open()).close()
    const snapshot = join(directory, files().find((name) => name.startsWith('snapshot-')) ?? '')
    const lines = readFileSync(snapshot, 'utf8').split('\n')
    writeFileSync(snapshot, [...lines.slice(0, 2), ...lines.slice(3)].join('\n'))
    await expect(open()).rejects.toThrow(/cut short/)
  })

  it('the store never applies a write twice when it died between snapshot and clean-up', async () => {
    const store = await open()
    await store.execute(['INCR', 'n'])
    await store.close()
    const oldLog = { path: logPath(), content: readFileSync(logPath()) }
    await (await open()).close()
    writeFileSync(oldLog.path, oldLog.content)
    writeFileSync(join(directory, 'snapshot-9.jsonl.partial'), '{"now":')
    const reopened = await open()
    expect(await reopened.execute(['GET', 'n'])).toBe('1')
    await reopened.close()
  })

  it('the store folds a large log into a snapshot while it runs, losing nothing', async () => {
    const durable = openDurableDirectory(directory, () => undefined, 500)
    const store = embeddedBackend(durable.database, durable.log, () => now)
    for (let count = 0; count < 100; count += 1) await store.execute(['INCR', 'n'])
    expect(readFileSync(logPath()).length).toBeLessThan(1000)
    expect(files()).toEqual([
      expect.stringMatching('lock'),
      expect.stringMatching('log'),
      expect.stringMatching('snapshot'),
    ])
    await store.close()
    const reopened = await open()
    expect(await reopened.execute(['GET', 'n'])).toBe('100')
    await reopened.close()
  })

  it('the store refuses a directory that a living process holds, whether its own or another', async () => {
    const store = await open()
    await expect(open()).rejects.toThrow(`in use by process ${process.pid}`)
    await store.close()
    const other = spawn('sleep', ['60'])
    writeFileSync(join(directory, 'lock'), JSON.stringify({ pid: other.pid, started: null }))
    await expect(open()).rejects.toThrow(`in use by process ${other.pid}`)
    other.kill()
  })

  it('the store takes over from a dead process, from another one with its number, and from a torn lock', async () => {
    const ended = spawn('true')
    await new Promise((resolve) => ended.once('exit', resolve))
    const other = spawn('sleep', ['60'])
    const stale = [{ pid: ended.pid }, { pid: other.pid, started: '1' }, { pid: process.pid }].map((lock) =>
      JSON.stringify(lock),
    )
    for (const lock of [...stale, '{"pid":']) {
      writeFileSync(join(directory, 'lock'), lock)
      await (await open()).close()
      expect(existsSync(join(directory, 'lock'))).toBe(false)
    }
    other.kill()
  })

  it('the store loses nothing that was answered when the process dies', async () => {
    const store = await open()
    await store.execute(['SET', 'a', '1'])
    const copy = `${directory}-copy`
    cpSync(directory, copy, { recursive: true })
    await store.close()
    rmSync(join(copy, 'lock'))
    const recovered = await openStore({ directory: copy })
    expect(await recovered.execute(['GET', 'a'])).toBe('1')
    await recovered.close()
    rmSync(copy, { recursive: true })
  })

  it('the store changes nothing when the log cannot be written', async () => {
    const durable = openDurableDirectory(directory, () => undefined)
    const failing = {
      append: () => {
        throw new Error('ENOSPC')
      },
      close: () => durable.log.close(),
    }
    const store = embeddedBackend(durable.database, failing, () => now)
    await expect(store.execute(['SET', 'a', '1'])).rejects.toThrow('ENOSPC')
    expect(await store.execute(['GET', 'a'])).toBeNull()
    await store.close()
  })
})
