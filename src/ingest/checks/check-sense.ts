import { hasLength } from '../../model/fields/local-time.ts'
import { CONTROL } from '../../model/fields/visible-text.ts'
import { type Campaign, NO_WEIGHT } from '../../model/nouns/campaign.ts'
import type { ScheduleRecord } from '../../model/nouns/record.ts'
import type { Offer } from '../../model/nouns/title.ts'
import { type LineRefusal, refusal } from '../lines/line-refusal.ts'

/** Lowest weight: a far smaller one would become 0 as a 32-bit number. */
const WEIGHT_MIN = 0.001

type Finding = Omit<LineRefusal, 'line' | 'severity' | 'value'> & { readonly value: unknown }

/**
 * Refuses records of the right shape that cannot be meant. Stored records are read back without this check, because
 * they may be older than one of its rules.
 *
 * @param given the record as it was sent, before defaults were filled in
 */
export function checkSense(record: ScheduleRecord, line: number, given: object): LineRefusal[] {
  return findings(record, given).map(({ rule, path, value, hint }) => refusal(line, rule, path, value, hint))
}

function findings(record: ScheduleRecord, given: object): Finding[] {
  switch (record.type) {
    case 'title':
      return [
        ...ofName(record.name, 'a title has a name in one language at least, like {"en":"…"}'),
        ...record.offers.flatMap((offer, index) => ofOffer(offer, `offers.${index}`)),
      ]
    case 'asset':
      if (record.titleId !== null) return []
      return ofName(
        record.name,
        'a promo about no title needs a name, like {"en":"…"}: otherwise there is no text to show',
      )
    case 'campaign':
      return [
        ...emptyNames(given),
        ...ofControls(record),
        ...ofSelector(record.assets),
        ...record.hours.flatMap((part, index) => ofHours(part, `hours.${index}`)),
        ...ofWeight(record.weight),
      ]
    case 'takedown':
      return []
  }
}

function ofName(name: Readonly<Record<string, string>>, hint: string): Finding[] {
  return Object.keys(name).length > 0 ? [] : [{ rule: 'contradiction', path: 'name', value: name, hint }]
}

/**
 * Refuses an empty selector, which would select everything (or leave everything out), and an empty list in one, which
 * would never select anything.
 */
function ofSelector(assets: Campaign['assets']): Finding[] {
  if (Array.isArray(assets)) return []
  const given = Object.entries(assets).filter(([, value]) => value !== undefined)
  if (given.length === 0) {
    const hint =
      'would select every asset: give feed, tags, titles, kinds, aspects, addedWithinDays or not, or a list of ids'
    return [{ rule: 'contradiction', path: 'assets', value: assets, hint }]
  }
  const { not } = assets
  return [...ofEmptyLists(assets, 'assets'), ...(not === undefined ? [] : ofLeftOut(not))]
}

function ofLeftOut(not: object): Finding[] {
  if (Object.values(not).some((value) => value !== undefined)) return ofEmptyLists(not, 'assets.not')
  const hint = 'would leave out every asset: give feed, tags, titles, kinds, aspects or addedWithinDays, or no `not`'
  return [{ rule: 'contradiction', path: 'assets.not', value: not, hint }]
}

function ofEmptyLists(selector: object, path: string): Finding[] {
  return Object.entries(selector)
    .filter(([, value]) => Array.isArray(value) && value.length === 0)
    .map(([field, value]) => {
      const hint = 'an empty list selects nothing: name at least one, or leave the field out'
      return { rule: 'contradiction', path: `${path}.${field}`, value, hint }
    })
}

function ofHours({ from, to }: Campaign['hours'][number], path: string): Finding[] {
  if (from === '24:00') {
    return [{ rule: 'contradiction', path: `${path}.from`, value: from, hint: 'write 00:00 of the next day' }]
  }
  if (from !== to) return []
  const hint =
    'starts and ends at the same time; a whole day is from 00:00 to 24:00, and for all hours give no part of the day'
  return [{ rule: 'contradiction', path: `${path}.to`, value: to, hint }]
}

function ofOffer({ start, end, promoteFrom, embargoUntil }: Offer, path: string): Finding[] {
  const found: Finding[] = []
  if (promoteFrom !== null && promoteFrom > start) {
    const hint = 'later than start, but from start on it may be promoted anyway; give a time before start, or null'
    found.push({ rule: 'contradiction', path: `${path}.promoteFrom`, value: promoteFrom, hint })
  }
  if (!hasLength(embargoUntil, end)) {
    const hint = 'nothing of the offer is left; give a time before its end, or null'
    found.push({ rule: 'contradiction', path: `${path}.embargoUntil`, value: embargoUntil, hint })
  }
  return found
}

function ofWeight(weight: number): Finding[] {
  return weight < WEIGHT_MIN ? [{ rule: 'out-of-range', path: 'weight', value: weight, hint: NO_WEIGHT }] : []
}

/** Refuses characters that a terminal or a sheet would obey instead of showing; a tab or a new line has become a space. */
function ofControls({ name, owner }: Campaign): Finding[] {
  const hint = 'without control characters, such as U+0000 or an escape; write it again, or paste it as plain text'
  return Object.entries({ name, owner })
    .filter(([, value]) => value !== null && CONTROL.test(value))
    .map(([path, value]) => ({ rule: 'wrong-format', path, value, hint }))
}

function emptyNames(given: object): Finding[] {
  const hint = 'a name with at least one visible character; for no name, leave the field out'
  return Object.entries(given)
    .filter(([field, value]) => (field === 'name' || field === 'owner') && value === '')
    .map(([path, value]) => ({ rule: 'wrong-format', path, value, hint }))
}
