import { beforeEach, describe, expect, it } from 'vitest'
import {
  IsolateMemory,
  OTHER_TEXT_BYTES,
  OWN_TEXT_BYTES,
  type Tenant,
} from '../../../src/edge/residence/isolate-memory.ts'

const MINUTE_MS = 60_000
const MEBIBYTE = 1024 * 1024
const START = 1_000_000

/** A region that notes what it is told. */
class NotedTenant implements Tenant {
  askedAt = START
  headBytes = 7 * MEBIBYTE
  textBytes = MEBIBYTE
  limit = OTHER_TEXT_BYTES
  hurries = 0

  limitText(bytesMax: number): void {
    this.limit = bytesMax
  }
  useFastEngine(): void {
    this.hurries++
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
  it("an isolate's own region is the first one asked, and alone has the room for text", () => {
    const [first, second] = [new NotedTenant(), new NotedTenant()]
    asked(first, START)
    asked(second, START)
    expect([first.limit, second.limit]).toEqual([OWN_TEXT_BYTES, OTHER_TEXT_BYTES])
  })

  it("an isolate's own region becomes the one that answers far more", () => {
    const [first, second] = [new NotedTenant(), new NotedTenant()]
    asked(first, START)
    asked(second, START)
    answers(first, 10)
    answers(second, 15)
    expect(second.limit).toBe(OTHER_TEXT_BYTES)
    answers(second, 10)
    expect([first.limit, second.limit]).toEqual([OTHER_TEXT_BYTES, OWN_TEXT_BYTES])
  })

  it("an isolate's own region is about now: answers of long ago count for little", () => {
    const [first, second] = [new NotedTenant(), new NotedTenant()]
    asked(first, START)
    asked(second, START)
    answers(first, 1000)
    for (let minute = 1; minute <= 10; minute++) answers(second, 5, START + minute * MINUTE_MS)
    expect(second.limit).toBe(OWN_TEXT_BYTES)
  })
})

it('an idle region drops its text after five minutes and its snapshot after fifteen, and a busy one keeps both', () => {
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

describe('memory that is too small for all', () => {
  const many = (count: number, headBytes: number) =>
    Array.from({ length: count }, (_, at) => {
      const tenant = new NotedTenant()
      tenant.headBytes = headBytes
      asked(tenant, START + at)
      return tenant
    })
  const heldBytes = (tenants: readonly NotedTenant[]) =>
    tenants.reduce((sum, { headBytes, textBytes }) => sum + headBytes + textBytes, 0)
  const grew = (tenants: readonly NotedTenant[], now: number): void => {
    const asking = tenants.at(-1) ?? new NotedTenant()
    asking.askedAt = now
    memory.grew(asking, now)
  }

  it('text goes first where room is short, and no region in use loses its snapshot while there is any room', () => {
    const tenants = many(6, 14 * MEBIBYTE)
    grew(tenants, START + 100)
    expect(tenants.map(({ headBytes }) => headBytes)).toEqual(Array(6).fill(14 * MEBIBYTE))
    expect(tenants.slice(0, -1).every(({ textBytes }) => textBytes === 0)).toBe(true)
  })

  it('the snapshot of a region that has not been asked for a minute goes next', () => {
    const tenants = many(6, 14 * MEBIBYTE)
    for (const tenant of tenants.slice(2)) tenant.askedAt = START + MINUTE_MS
    grew(tenants, START + MINUTE_MS + 100)
    expect(tenants.map(({ headBytes }) => headBytes > 0)).toEqual([false, true, true, true, true, true])
  })

  it('memory is bounded all the same: the region asked longest ago goes, and never the one asking', () => {
    const tenants = many(9, 14 * MEBIBYTE)
    grew(tenants, START + 100)
    expect(heldBytes(tenants)).toBeLessThanOrEqual(96 * MEBIBYTE)
    expect(tenants.map(({ headBytes }) => headBytes > 0)).toEqual([
      ...[false, false, false],
      ...[true, true, true, true, true, true],
    ])
  })

  it('memory leaves alone what fits', () => {
    const tenants = many(5, 7 * MEBIBYTE)
    grew(tenants, START + 100)
    expect(tenants.every(({ headBytes, textBytes }) => headBytes > 0 && textBytes > 0)).toBe(true)
  })

  it('engines with memory of their own go to the own region, and to others while there is room', () => {
    const [own, other] = many(3, 14 * MEBIBYTE)
    if (!own || !other) throw new Error('three regions')
    // What is held of the others counts, text too: 14 and 14 and 3.
    expect(memory.hasRoom(other, 14 * MEBIBYTE)).toBe(true)
    expect(memory.hasRoom(other, 15 * MEBIBYTE)).toBe(false)
    expect(memory.hasRoom(own, 15 * MEBIBYTE)).toBe(true)
    expect(own.hurries).toBe(1)
  })
})

it('memory counts what the isolate keeps of those who ask', () => {
  const kept = { bytes: 0 }
  memory = new IsolateMemory(() => kept.bytes)
  const [own, other] = [new NotedTenant(), new NotedTenant()]
  asked(own, START)
  asked(other, START)
  expect(memory.hasRoom(other, 20 * MEBIBYTE)).toBe(true)
  kept.bytes = 20 * MEBIBYTE
  expect(memory.hasRoom(other, 20 * MEBIBYTE)).toBe(false)
})
