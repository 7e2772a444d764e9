import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { zoneOffsets, zonesOf } from '../../src/compile/time/zone-offsets.ts'
import type { RegionId } from '../../src/model/nouns/region.ts'
import type { RegionRules } from '../../src/model/policies/rules.ts'
import { BUNDLED_FILES, bundledRules } from '../../src/rules/bundled-rules.ts'
import { RULE_FILES, type RuleFiles, readRuleFiles } from '../../src/rules/files/rule-files.ts'
import { jsonSchemas } from '../../src/rules/json-schemas.ts'
import { regionRules } from '../../src/rules/lookup/region-rules.ts'
import { expandRules, RULE_CHECKS } from '../../src/rules/parse-rules.ts'
import { fieldsNotRead } from './fields-read.ts'
import { instancesOf, type JsonSchema, type LeafField, leafFields, otherValues, pathOf } from './leaf-fields.ts'

/** What is written for people, and changes nothing: by the last step of a field, and by its whole path. */
const FOR_PEOPLE = ['$schema', 'asOf', 'source[]', 'source', 'why', 'note', 'basis', 'meaning', 'unit', 'refuses']
const FOR_PEOPLE_HERE: readonly string[] = [
  'regions.json regions[].name',
  // How far the facts were checked; what follows from that is marked row by row.
  'ratings confidence',
  'ratings systems[].force',
  // What the law says of trailers, in words: slots are not served.
  'watershed.json rules[].trailers',
  'access.json roles[].for',
  // These rules only ever refuse, so they count whether confirmed or not.
  'policies/privacy.json globalPrivacyControl[].verified',
  'policies/privacy.json minors[].verified',
  'policies/page.json trustSpaces[].verified',
  'policies/descriptors.json refused[].verified',
  'policies/descriptors.json required[].verified',
]

/** Fields of a region's rules that decide nothing about who is shown what: read by routes, the floor, tables and people. */
const READ_ELSEWHERE: readonly string[] = [
  '.version',
  '.surfaces[].name',
  '.surfaces[].count',
  '.surfaces[].floor',
  // Territories are said whole, as the compiler reads them.
  ...['.territories[]', '.places[]'].flatMap((row) =>
    ['name', 'region', 'rightsZone', 'ratingsFrom'].map((field) => `${row}.${field}`),
  ),
  // `onDemand` is what follows from a clock's scope here; `pinLifts` from whether it is verified.
  '.watershed[].scope',
  '.watershed[].verified',
  // For whoever is told that a place is embargoed, and for the check that asks for a review.
  '.embargo[].reason',
  '.embargo[].reviewBy',
]

/** A few territories of every kind: with clocks, parts, inherited scales and none. What the rest says is said alike. */
const KEPT = 'US PR CA GB JE GG DE FR RE AU NF IN MX NZ AE AF BR KR IT UA DK'.split(' ')

/** The files, with a row in each table that may be empty. */
function wholeFiles(): RuleFiles {
  const { files } = readRuleFiles(BUNDLED_FILES)
  if (files === null) throw new Error('rules/ cannot be read')
  const { embargo, maturity, publish } = files
  const row = { place: 'UA-43', reason: 'a row for the test', reviewBy: '2030-01-01' }
  const guestCap = { ...maturity.guestCap, territories: { DE: 6 } }
  const whole = {
    ...files,
    embargo: { ...embargo, embargoes: [row] },
    maturity: { ...maturity, guestCap },
    publish: { ...publish, leastCandidates: { dach: 5 } },
  }
  return structuredClone(whole)
}

function fewTerritories(files: RuleFiles): RuleFiles {
  const rows = files.territories.territories.filter(({ code }) => KEPT.includes(code))
  return {
    ...files,
    territories: { ...files.territories, territories: rows },
    ratings: files.ratings.filter(({ territory }) => KEPT.includes(territory.slice(0, 2))),
  }
}

/** The rules of a snapshot of these days. */
function rulesOf(region: RegionId): RegionRules {
  const own = regionRules(bundledRules(), region)
  return { ...own, zoneOffsets: zoneOffsets(zonesOf(own, new Map()), Date.UTC(2026, 10, 22)) }
}

const SCHEMAS = jsonSchemas()
const nameOf = (path: string): string => path.replace(/^.*\//, '').replace('.json', '')
const PATHS = [...Object.keys(RULE_FILES), 'ratings']
const contentsOf = (files: RuleFiles, path: string): readonly unknown[] =>
  path === 'ratings' ? [...files.ratings, files.defaultRatings] : [Reflect.get(files, nameOf(path))]

const FIELDS = PATHS.flatMap((path) => {
  // Our own schemas, as they are published.
  const schema = SCHEMAS.get(`${nameOf(path)}.schema.json`) as JsonSchema
  return leafFields(schema).map((leaf) => ({ path, leaf, name: `${path} ${pathOf(leaf)}` }))
})

function isForPeople(name: string): boolean {
  const field = name.slice(name.indexOf(' ') + 1)
  return FOR_PEOPLE.includes(field.split('.').at(-1) ?? '') || FOR_PEOPLE_HERE.includes(name)
}

/** Of a field that is for people a few places are enough to see that it has found a reader. */
const MOST_INSTANCES = { read: 60, people: 3 } as const
const WHOLE = wholeFiles()
const FEW = fewTerritories(WHOLE)
/** What no rating has a part in is told without them, in a tenth of the time. */
const UNRATED: RuleFiles = { ...FEW, ratings: [] }
const WITH_RATINGS = ['ratings', 'territories.json', 'policies/maturity.json']
const filesFor = (path: string): RuleFiles => (WITH_RATINGS.includes(path) ? FEW : UNRATED)

/** Whether another value in some place of a field changes what the files come to. */
function changes(
  { path, leaf, name }: { readonly path: string; readonly leaf: LeafField; readonly name: string },
  files: RuleFiles,
  outcome: () => unknown,
): boolean {
  // A copy: what comes out may be part of what went in.
  const before = structuredClone(outcome())
  const most = MOST_INSTANCES[isForPeople(name) ? 'people' : 'read']
  const instances = contentsOf(files, path).flatMap((content) => instancesOf(content, leaf.steps))
  const values = [...new Set(instances.map(({ value }) => value))].filter((value) => value !== undefined).slice(0, 4)
  const step = Math.max(1, Math.floor(instances.length / most))
  return instances.some((instance, index) => {
    if (index % step !== 0) return false
    return otherValues(leaf, instance, values)
      .slice(0, isForPeople(name) ? 1 : 4)
      .some((value) => {
        instance.set(value)
        try {
          return !isDeepStrictEqual(outcome(), before)
        } finally {
          instance.set(instance.value)
        }
      })
  })
}

describe('every field of rules/', () => {
  it('every field of rules/ changes the rules or the word of a check, unless it is written for people', {
    timeout: 120_000,
  }, () => {
    const dead = FIELDS.filter(
      (field) =>
        !changes(field, filesFor(field.path), () => expandRules(filesFor(field.path), '')) &&
        (isForPeople(field.name) || !changes(field, WHOLE, () => RULE_CHECKS.flatMap((check) => check(WHOLE)))),
    )
    const [people, others] = [
      dead.filter(({ name }) => isForPeople(name)),
      dead.filter(({ name }) => !isForPeople(name)),
    ]
    expect(others.map(({ name }) => name)).toEqual([])
    // A field that has found a reader is no longer for people alone.
    expect(people.map(({ name }) => name)).toEqual(FIELDS.map(({ name }) => name).filter(isForPeople))
  })

  it("every field of a snapshot's rules is read where eligibility is decided, but for those that rank", {
    timeout: 120_000,
  }, () => {
    const isLookedFor = (field: string): boolean => !field.startsWith('.ranking.') && !READ_ELSEWHERE.includes(field)
    expect(fieldsNotRead(rulesOf, isLookedFor)).toEqual([])
  })
})
