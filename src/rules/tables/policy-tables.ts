import type { RuleFiles } from '../files/rule-files.ts'
import { markdownTable } from './markdown-table.ts'

/** The tables of clocks, places and content in `rules/REFERENCE.md`, as Markdown, by the name of the place that each fills. */
export function policyTables(files: RuleFiles): readonly (readonly [string, string])[] {
  return [
    ['watershed', watershedTable(files)],
    ['parts', partTable(files)],
    ['embargo', embargoTable(files)],
    ['minors', minorTable(files)],
    ['opt-out', optOutTable(files)],
    ['portability', portabilityTable(files)],
    ['descriptors', descriptorTable(files)],
  ]
}

function watershedTable({ watershed }: RuleFiles): string {
  const rows = watershed.rules.map((rule) => [
    rule.territory,
    rule.labels?.join(', ') ?? `${rule.minAge} and over`,
    rule.allow.map(([from, to]) => `${from}–${to}`).join(', ') || 'never',
    rule.scope,
    rule.appliesToOnDemand,
    rule.pinLifts === null ? '?' : rule.pinLifts ? 'yes' : 'no',
    rule.verified,
  ])
  return markdownTable(['territory', 'what', 'may run', 'binds', 'on demand', 'PIN lifts it', 'verified'], rows)
}

function partTable({ geo }: RuleFiles): string {
  const rows = geo.parts.map(({ place, name, for: purposes }) => [place, name, purposes.join(', ')])
  return markdownTable(['part', 'name', 'has its own'], rows)
}

function embargoTable({ embargo }: RuleFiles): string {
  if (embargo.embargoes.length === 0) return 'None.'
  const rows = embargo.embargoes.map(({ place, reason, reviewBy }) => [place, reason, reviewBy])
  return markdownTable(['place', 'reason', 'review by'], rows)
}

function minorTable({ privacy }: RuleFiles): string {
  const rows = privacy.minors.map(({ places, below, forbids, verified, source }) => [
    places.join(' '),
    String(below),
    forbids.join(', '),
    verified,
    source,
  ])
  return markdownTable(['places', 'below', 'forbids', 'verified', 'source'], rows)
}

function optOutTable({ privacy }: RuleFiles): string {
  const rows = privacy.globalPrivacyControl.map(({ place, verified, source }) => [place, verified, source])
  return markdownTable(['place', 'verified', 'source'], rows)
}

function portabilityTable({ geo }: RuleFiles): string {
  const rows = geo.portability.map(({ group, verified, source }) => [`\`@${group}\``, verified, source])
  return markdownTable(['group', 'verified', 'source'], rows)
}

function descriptorTable({ descriptors }: RuleFiles): string {
  const refused = descriptors.refused.map(({ descriptors: words, territories, below, verified, source }) => [
    words.join(', '),
    territories.join(' '),
    below === 'kids' ? 'kids profiles' : `a cap below ${below}`,
    verified,
    source,
  ])
  const required = descriptors.required.map(({ territories, fromAge, verified, source }) => [
    `none at all, from age ${fromAge} on`,
    territories.join(' '),
    'everybody',
    verified,
    source,
  ])
  return markdownTable(['descriptor', 'territories', 'keeps it from', 'verified', 'source'], [...refused, ...required])
}
