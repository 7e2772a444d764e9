import { beforeEach, describe, expect, it } from 'vitest'
import { IsolateMemory, OTHER_TEXT_BYTES, OWN_TEXT_BYTES, type Tenant } from '../../src/edge/snapshot/isolate-memory.ts'

const MINUTE_MS = 60_000
const MEBIBYTE = 1024 * 1024
const START = 1_000_000

/** A region that notes what it is told. */
class NotedTenant implements Tenant {
  askedAt = START
  headBytes = 7 * MEBIBYTE
  textBytes = MEBIBYTE
  limit = OTHER_TEXT_BYTES

  limitText(bytesMax: number): void {
    this.limit = bytesMax
  }
  dropText(): void {
    this.textBytes = 0
  }
  dropHead(): void {
    this.dropText()
    this.headBytes = 0
  }
}

let memory: IsolateMemory
beforeEach(() => {
  memory = new IsolateMemory()
})

const asked = (tenant: NotedTenant, now: number): void => {
  tenant.askedAt = now
  memory.asked(tenant, now)
}
const answers = (tenant: NotedTenant, count: number, now = START): void => {
  for (let turn = 0; turn < count; turn++) memory.answered(tenant, now)
}

describe('an isolate’s own region', () => {
  it('is the first one asked, and alone has the room for text', () => {
    const [first, second] = [new NotedTenant(), new NotedTenant()]
    asked(first, START)
    asked(second, START)
    expect([first.limit, second.limit]).toEqual([OWN_TEXT_BYTES, OTHER_TEXT_BYTES])
  })

  it('becomes the one that answers far more', () => {
    const [first, second] = [new NotedTenant(), new NotedTenant()]
    asked(first, START)
    asked(second, START)
    answers(first, 10)
    answers(second, 15)
    expect(second.limit).toBe(OTHER_TEXT_BYTES)
    answers(second, 10)
    expect([first.limit, second.limit]).toEqual([OTHER_TEXT_BYTES, OWN_TEXT_BYTES])
  })

  it('is about now: answers of long ago count for little', () => {
    const [first, second] = [new NotedTenant(), new NotedTenant()]
    asked(first, START)
    asked(second, START)
    answers(first, 1000)
    for (let minute = 1; minute <= 10; minute++) answers(second, 5, START + minute * MINUTE_MS)
    expect(second.limit).toBe(OWN_TEXT_BYTES)
  })
})

describe('a region that nobody asks for', () => {
  it('drops its text after five minutes and its snapshot after fifteen; one that is asked keeps both', () => {
    const [idle, busy] = [new NotedTenant(), new NotedTenant()]
    asked(idle, START)
    asked(busy, START + 4 * MINUTE_MS)
    expect(idle.textBytes).toBe(MEBIBYTE)
    asked(busy, START + 5 * MINUTE_MS)
    expect([idle.textBytes, idle.headBytes]).toEqual([0, 7 * MEBIBYTE])
    asked(busy, START + 14 * MINUTE_MS)
    expect(idle.headBytes).toBe(7 * MEBIBYTE)
    asked(busy, START + 15 * MINUTE_MS)
    expect(idle.headBytes).toBe(0)
    expect([busy.textBytes, busy.headBytes]).toEqual([MEBIBYTE, 7 * MEBIBYTE])
  })
})

describe('more than there is room for', () => {
  it('goes by text first, then by snapshots, each from the region asked longest ago, never the one asking', () => {
    const tenants = Array.from({ length: 11 }, () => new NotedTenant())
    for (const [at, tenant] of tenants.entries()) asked(tenant, START + at)
    const [oldest, second] = tenants
    const asking = tenants.at(-1)
    if (!oldest || !second || !asking) throw new Error('eleven regions')
    asking.headBytes = 12 * MEBIBYTE
    memory.grew(asking, START + 20)
    const held = tenants.reduce((sum, { headBytes, textBytes }) => sum + headBytes + textBytes, 0)
    expect(held).toBeLessThanOrEqual(80 * MEBIBYTE)
    expect([oldest.headBytes, asking.headBytes, asking.textBytes]).toEqual([0, 12 * MEBIBYTE, MEBIBYTE])
    expect(tenants.filter(({ headBytes }) => headBytes === 0)).toHaveLength(1)
    expect(tenants.slice(0, -1).every(({ textBytes }) => textBytes === 0)).toBe(true)
  })

  it('leaves alone what fits', () => {
    const tenants = Array.from({ length: 5 }, () => new NotedTenant())
    for (const tenant of tenants) asked(tenant, START)
    memory.grew(tenants[0] ?? new NotedTenant(), START + 1)
    expect(tenants.every(({ headBytes, textBytes }) => headBytes > 0 && textBytes > 0)).toBe(true)
  })
})
