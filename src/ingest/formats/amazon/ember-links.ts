import { durationMsOf } from '../../mapping/written-duration.ts'
import { attributeOf, childrenOf, textOf, type XmlElement } from '../xml/xml-element.ts'
import { listed } from './work-facts.ts'

/** What stands above a program, by what the program is; the nearest first. */
const ABOVE: Readonly<Record<string, readonly RegExp[]>> = {
  TVEpisode: [/season/i, /series|show/i],
  TVSeason: [/series|show/i],
  Extra: [/./],
}
const REFERENCES = ['programRef', 'ref', 'id'] as const
const MINUTE_MS = 60_000

/** The id of the program above one: a season, a series, or what an extra is about; null: none. */
export function programAbove(program: XmlElement): string | null {
  const patterns = Object.hasOwn(ABOVE, program.name) ? (ABOVE[program.name] ?? []) : []
  const relations = childrenOf(program, 'Relationships').flatMap(({ children }) => children)
  for (const pattern of patterns) {
    const found = relations.find((relation) => pattern.test(`${relation.name} ${attributeOf(relation, 'type') ?? ''}`))
    if (found !== undefined) return referenceOf(found)
  }
  return null
}

function referenceOf(relation: XmlElement): string | null {
  const ids = REFERENCES.map((name) => attributeOf(relation, name))
  return ids.find((id) => id !== null) ?? textOf(relation)
}

/** The longest of the run lengths, in milliseconds; null: not said. A bare number counts minutes, as in CDF. */
export function runLengthOf(program: XmlElement): number | null {
  const lengths = listed(program, 'RunLengths', 'RunLength').map((element) => {
    const written = textOf(element) ?? attributeOf(element, 'value') ?? ''
    const isBare = /^\d{1,6}(\.\d{1,3})?$/.test(written)
    if (!isBare || /^s/i.test(attributeOf(element, 'unit') ?? '')) return durationMsOf(written) ?? 0
    return Math.round(Number(written) * MINUTE_MS)
  })
  const longest = Math.max(0, ...lengths)
  return longest === 0 ? null : longest
}
