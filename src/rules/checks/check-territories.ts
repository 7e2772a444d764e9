import type { TerritoryCode } from '../../model/nouns/region.ts'
import { REGION_IDS } from '../../model/nouns/region.ts'
import type { RuleFiles } from '../files/rule-files.ts'
import type { RuleProblem } from '../files/rule-problem.ts'
import { inheritanceChain } from '../lookup/inheritance-chain.ts'

/** Checks regions, territories, groups and inheritance against each other. */
export function checkTerritories(files: RuleFiles): RuleProblem[] {
  return [...checkRegions(files), ...checkRows(files), ...checkInheritance(files), ...checkGroups(files)]
}

function checkRegions({ regions, territories }: RuleFiles): RuleProblem[] {
  const problems: RuleProblem[] = []
  const named = regions.regions.map((region) => region.id)
  for (const id of REGION_IDS) {
    const count = named.filter((name) => name === id).length
    if (count !== 1) {
      const hint = `name the region ${id} exactly once (now ${count} times)`
      problems.push({ file: 'regions.json', path: 'regions', value: id, rule: 'region-once', hint })
    }
  }
  const used = new Set<string>(territories.territories.map((row) => row.region))
  for (const id of REGION_IDS) {
    if (id === regions.fallback && used.has(id)) {
      const hint = 'the region of unknown places holds no territory; choose another fallback'
      problems.push({ file: 'regions.json', path: 'fallback', value: id, rule: 'fallback-empty', hint })
    } else if (id !== regions.fallback && !used.has(id)) {
      const hint = 'a region without territories serves nobody; give it some in territories.json'
      problems.push({ file: 'regions.json', path: 'regions', value: id, rule: 'region-empty', hint })
    }
  }
  return problems
}

function checkRows({ territories }: RuleFiles): RuleProblem[] {
  const problems: RuleProblem[] = []
  const seen = new Set<TerritoryCode>()
  territories.territories.forEach((row, index) => {
    const at = (field: string, value: unknown, rule: string, hint: string) =>
      problems.push({ file: 'territories.json', path: `territories[${index}].${field}`, value, rule, hint })
    if (seen.has(row.code)) at('code', row.code, 'territory-once', 'list each territory once, in one region')
    seen.add(row.code)
    if (new Set(row.zones).size !== row.zones.length) at('zones', row.zones, 'zone-once', 'list each zone once')
    if (row.rightsZone !== null && !row.zones.includes(row.rightsZone)) {
      at('rightsZone', row.rightsZone, 'rights-zone', `use one of this territory's zones: ${row.zones.join(', ')}`)
    }
  })
  return problems
}

function checkInheritance({ territories }: RuleFiles): RuleProblem[] {
  const rows = new Map(territories.territories.map((row) => [row.code, row]))
  const problems: RuleProblem[] = []
  territories.territories.forEach((row, index) => {
    if (!row.inherits) return
    const path = `territories[${index}].inherits.territory`
    const value = row.inherits.territory
    if (!rows.has(value)) {
      const hint = 'inherit from a territory that this file lists'
      problems.push({ file: 'territories.json', path, value, rule: 'inherit-target', hint })
    } else if (inheritanceChain(rows, row.code).loops) {
      const hint = 'territories inherit from each other in a circle; let one of them use null'
      problems.push({ file: 'territories.json', path, value, rule: 'inherit-loop', hint })
    }
  })
  return problems
}

function checkGroups({ groups, territories }: RuleFiles): RuleProblem[] {
  const known = new Set(territories.territories.map((row) => row.code))
  const problems: RuleProblem[] = []
  for (const [name, members] of Object.entries(groups.groups)) {
    members.forEach((member, index) => {
      const path = `groups.${name}[${index}]`
      if (!known.has(member)) {
        const hint = 'use a code that territories.json lists'
        problems.push({ file: 'groups.json', path, value: member, rule: 'group-member', hint })
      } else if (members.indexOf(member) !== index) {
        problems.push({
          file: 'groups.json',
          path,
          value: member,
          rule: 'group-member-once',
          hint: 'remove the repeat',
        })
      }
    })
  }
  return problems
}
