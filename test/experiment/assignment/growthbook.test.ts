import { expect, test } from 'vitest'
import { z } from 'zod'
import { isInNamespace } from '../../../src/experiment/assignment/assigned.ts'
import { begunHash, formerHash, hashOfUnit, Seeds } from '../../../src/experiment/assignment/hash.ts'
import { bucketRanges, chosenVariation, equalWeights, rangesOf } from '../../../src/experiment/assignment/ranges.ts'
import cases from './growthbook-cases.json' with { type: 'json' }

const range = z.tuple([z.number(), z.number()])
const namespace = z.tuple([z.string(), z.number(), z.number()])

/** A case of `run` or `stickyBucket` in the words of our format. */
const mappedCase = z.strictObject({
  name: z.string(),
  notMapped: z.string().optional(),
  unit: z.string().nullable().default(null),
  seed: z.string().default(''),
  hashVersion: z.number().default(2),
  arms: z.number().default(0),
  isFor: z.boolean().default(true),
  weights: z.array(z.number()).optional(),
  coverage: z.number().default(1),
  ranges: z.array(range).optional(),
  namespace: namespace.optional(),
  arm: z.number().nullable().optional(),
  // Those are tried where an arm can be asked for by name: test/publisher/inquiries/forced-arms.test.ts.
  forced: z.number().nullable().optional(),
})

const table = z
  .object({
    hash: z.array(z.tuple([z.string(), z.string(), z.number(), z.number().nullable()])),
    getBucketRange: z.array(
      z.tuple([z.string(), z.tuple([z.number(), z.number(), z.array(z.number()).nullable()]), z.array(range)]),
    ),
    chooseVariation: z.array(z.tuple([z.string(), z.number(), z.array(range), z.number()])),
    inNamespace: z.array(z.tuple([z.string(), z.string(), namespace, z.boolean()])),
    getEqualWeights: z.array(z.tuple([z.number(), z.array(z.number())])),
    run: z.array(mappedCase),
    stickyBucket: z.array(mappedCase),
  })
  .parse(cases)

const hashOf = (seed: string, unit: string, version: number): number | null =>
  version === 2 ? hashOfUnit(begunHash(seed), unit) : version === 1 ? formerHash(seed, unit) : null

const rounded = (ranges: readonly (readonly [number, number])[]) =>
  ranges.map((ends) => ends.map((end) => Math.round(end * 1e6) / 1e6))

test('Hashes of both versions are those that GrowthBook states, and no other version has one', () => {
  for (const [seed, unit, version, hash] of table.hash) {
    expect([seed, unit, hashOf(seed, unit, version)]).toEqual([seed, unit, hash])
  }
})

test('Ranges by weights and coverage are those that GrowthBook states', () => {
  for (const [name, [arms, coverage, weights], ranges] of table.getBucketRange) {
    expect([name, rounded(bucketRanges(arms, coverage, weights))]).toEqual([name, rounded(ranges)])
  }
})

test('A hash chooses the arm that GrowthBook states, or none', () => {
  for (const [name, hash, ranges, arm] of table.chooseVariation) {
    expect([name, chosenVariation(hash, ranges)]).toEqual([name, arm])
  }
})

test('A unit is in a namespace exactly if GrowthBook says so', () => {
  for (const [name, unit, namespace, isIn] of table.inNamespace) {
    expect([name, isInNamespace(unit, namespace)]).toEqual([name, isIn])
  }
})

test('Equal weights are those that GrowthBook states', () => {
  for (const [arms, weights] of table.getEqualWeights) {
    expect(equalWeights(arms).map((weight) => weight.toFixed(8))).toEqual(weights.map((weight) => weight.toFixed(8)))
  }
})

/** The arm of a mapped case by the steps that `assigned` takes, with the case's own version of the hash. */
function armOf(mapped: z.infer<typeof mappedCase>): number | null {
  const { unit, seed, hashVersion, arms, isFor, ranges, weights, coverage, namespace } = mapped
  if (unit === null || !isFor || arms < 2) return null
  if (namespace !== undefined && !isInNamespace(unit, namespace)) return null
  const variations = equalWeights(arms).map((_, arm) => ({ key: `arm-${arm}`, parameters: {} }))
  const all = rangesOf({ variations, ranges, weights }, coverage)
  const arm = chosenVariation(hashOf(seed, unit, hashVersion) ?? -1, all)
  return arm < 0 ? null : arm
}

test.each([
  ['run', table.run, { hashed: 60, forced: 6, notMapped: 7 }],
  ['stickyBucket', table.stickyBucket, { hashed: 7, forced: 0, notMapped: 6 }],
] as const)('Every case of %s gives GrowthBook’s arm, or says which notion we do not have', (_, read, counted) => {
  const named = read.filter(({ notMapped }) => notMapped !== undefined)
  const forced = read.filter((each) => each.forced !== undefined)
  const used = read.filter((each) => !named.includes(each) && !forced.includes(each))
  expect({ hashed: used.length, forced: forced.length, notMapped: named.length }).toEqual(counted)
  for (const { name, notMapped } of named) expect([name, notMapped]).toEqual([name, expect.stringMatching(/.{10}/)])
  for (const each of used) expect([each.name, armOf(each)]).toEqual([each.name, each.arm])
})

test('A hash of version 2 is that of the specification’s own words, however few digits its first half has', () => {
  const fnv = (text: string) => {
    let hash = 0x811c9dc5
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
    return hash >>> 0
  }
  const begun = begunHash('seed')
  const lengths = new Set<number>()
  for (let unit = 0; unit < 300_000; unit++) {
    const first = String(fnv(`seed${unit}`))
    lengths.add(first.length)
    if (hashOfUnit(begun, `${unit}`) !== (fnv(first) % 10_000) / 10_000) throw new Error(`another hash of ${unit}`)
  }
  expect(Math.min(...lengths)).toBeLessThan(6)
})

test('Hashed under several seeds at once, a unit has the hash of each, however many there are', () => {
  const said = Array.from({ length: 17 }, (_, index) => `seed-${index}`)
  for (let many = 0; many <= said.length; many++) {
    const seeds = new Seeds(said.slice(0, many))
    for (const unit of ['', 'a', 'user-1', '00000000000000ff', 'x'.repeat(200)]) {
      const alone = said.slice(0, many).map((seed) => hashOfUnit(begunHash(seed), unit))
      expect([...seeds.hashesOf(unit).slice(0, many)]).toEqual(alone)
    }
  }
})

test('No pair of ten experiments correlates over 50,000 units', () => {
  const seeds = Array.from({ length: 10 }, (_, index) => begunHash(`exp${index + 1}`))
  const units = 50_000
  const inFirst = seeds.map((seed) =>
    Uint8Array.from({ length: units }, (_, unit) => (hashOfUnit(seed, `user-${unit}`) < 0.5 ? 1 : 0)),
  )
  const worst = inFirst.flatMap((one, index) => inFirst.slice(index + 1).map((other) => chiSquared(one, other)))
  expect(worst).toHaveLength(45)
  expect(worst.filter((value) => value > 10.83)).toEqual([])
})

/** χ² of the two-by-two table of two arms each, without a correction. */
function chiSquared(one: Uint8Array, other: Uint8Array): number {
  const cells = [0, 0, 0, 0]
  for (let unit = 0; unit < one.length; unit++) {
    const cell = 2 * (one[unit] ?? 0) + (other[unit] ?? 0)
    cells[cell] = (cells[cell] ?? 0) + 1
  }
  const [a = 0, b = 0, c = 0, d = 0] = cells
  return (one.length * (a * d - b * c) ** 2) / ((a + b) * (c + d) * (a + c) * (b + d))
}
