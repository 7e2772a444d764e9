import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { appendAudit, readAudit } from '../../src/schedule/reports/audit-log.ts'
import { type Harness, startHarness } from './harness.ts'

let harness: Harness
beforeEach(async () => {
  harness = await startHarness()
})
afterEach(() => harness.close())

const wrote = (at: string, target: string) =>
  appendAudit(harness.dependencies.redis, {
    at: Date.parse(at),
    actor: 'mia@example.com',
    role: 'publisher',
    action: 'x',
    target,
    before: null,
    after: { n: 1 },
  })
const read = (limit: number, before?: string) => readAudit(harness.dependencies.redis, limit, before)
const targets = async (limit: number, before?: string) => (await read(limit, before)).map(({ target }) => target)

describe('the audit log', () => {
  it('the audit log tells the last entries, newest first, each with its number', async () => {
    for (const target of ['a', 'b', 'c']) await wrote('2026-11-22T12:00:00Z', target)
    expect(await read(2)).toEqual([
      expect.objectContaining({ id: '2026-11/2', target: 'c', actor: 'mia@example.com', role: 'publisher' }),
      expect.objectContaining({ id: '2026-11/1', target: 'b' }),
    ])
  })

  it('the audit log is read back over months, page by page, without a gap and without a repetition', async () => {
    const written = ['2026-08-01', '2026-10-30', '2026-10-31', '2026-11-01', '2026-11-02'].map(
      (day) => `${day}T00:00:00Z`,
    )
    for (const at of written) await wrote(at, at)
    const seen: string[] = []
    for (let before: string | undefined; ; ) {
      const page = await read(2, before)
      if (page.length === 0) break
      seen.push(...page.map(({ target }) => target))
      before = page.at(-1)?.id
      // What is written meanwhile moves nothing that was read.
      await wrote('2026-11-03T00:00:00Z', 'meanwhile')
    }
    expect(seen).toEqual([...written].reverse())
  })

  it('the audit log ends where it began, and has nothing before its first entry', async () => {
    expect(await targets(5)).toEqual([])
    await wrote('2026-11-01T00:00:00Z', 'first')
    expect(await targets(5, '2026-11/0')).toEqual([])
    expect(await targets(5, '2025-01/7')).toEqual([])
    expect(await targets(5, '2027-01/0')).toEqual(['first'])
  })

  it('the audit log keeps every entry, and never lapses', async () => {
    for (let page = 0; page < 4; page++) {
      await harness.backend.execute([
        'RPUSH',
        'audit:2026-11',
        ...Array.from({ length: 5000 }, () => '{"target":"old"}'),
      ])
    }
    await wrote('2026-11-22T12:00:00Z', 'new')
    expect(await harness.backend.execute(['LLEN', 'audit:2026-11'])).toBe(20_001)
    expect(await harness.backend.execute(['TTL', 'audit:2026-11'])).toBe(-1)
    expect((await read(1))[0]?.id).toBe('2026-11/20000')
  })
})
