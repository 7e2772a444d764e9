import type { XmlFragment } from '../xml/fragment-scanner.ts'
import { attributeOf } from '../xml/xml-element.ts'

/** Source that is kept until all offers of its programs have come, in UTF-16 units. */
const MOST_KEPT_UNITS = 8 * 1024 * 1024

/** All offers of one program. */
export interface OfferGroup {
  /** The program's id; null: the offers name none. */
  readonly programRef: string | null
  readonly fragments: readonly XmlFragment[]
  /** Other offers of the same program were given out before: these would take their place. */
  readonly isLate: boolean
}

/**
 * Gathers the `ProgramOffers` of a catalogue by program, because a program may have several of them, one a tier, and what
 * is said of a title's offers replaces all that was said before. A catalogue of more than 8 million characters of offers
 * is given out in parts; a program whose offers stand in two parts is late in the second.
 */
export class OfferGroups {
  private readonly kept = new Map<string, XmlFragment[]>()
  private readonly given = new Set<string>()
  private units = 0

  /** Groups that are given out because of this fragment. */
  add(fragment: XmlFragment): readonly OfferGroup[] {
    const programRef = attributeOf(fragment.element, 'programRef')
    if (programRef === null) return [{ programRef, fragments: [fragment], isLate: false }]
    if (this.given.has(programRef)) return [{ programRef, fragments: [fragment], isLate: true }]
    const group = this.kept.get(programRef)
    if (group === undefined) this.kept.set(programRef, [fragment])
    else group.push(fragment)
    this.units += fragment.source.length
    return this.units > MOST_KEPT_UNITS ? this.takeAll() : []
  }

  takeAll(): readonly OfferGroup[] {
    const groups = [...this.kept].map(([programRef, fragments]) => ({ programRef, fragments, isLate: false }))
    for (const { programRef } of groups) this.given.add(programRef)
    this.kept.clear()
    this.units = 0
    return groups
  }
}
