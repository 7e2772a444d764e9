import { NO_DECISION_REASONS, type NoDecisionReason, STATUS_CODES } from '../../../model/nouns/reason.ts'

/** What each reason for an empty placement means. */
export const REASON_PROSE: Readonly<Record<NoDecisionReason, string>> = {
  takedown: 'It was taken down here.',
  'not-approved': 'Its campaign is not approved.',
  'not-started': 'Its campaign or asset has not started, or pauses at this hour.',
  ended: 'Its campaign or asset is over.',
  embargoed: 'Its title is under embargo until a later time.',
  territory: 'Its campaign or asset is not for this territory.',
  geo: 'The place is unknown or hidden, and it is not cleared for all places.',
  'no-offer': 'Its title cannot be watched here, nor promoted yet.',
  surface: 'It does not fit the surface, or its campaign does not want the surface.',
  unrated: 'It has no rating here, and this viewer gets nothing without one.',
  refused: 'Its classification was refused here: it is never served.',
  maturity: "Its age rating is above the viewer's cap.",
  band: "The colour of its trailer band is above the viewer's cap.",
  page: 'It does not suit the title, or the space, that it would stand beside.',
  clock: 'A watershed holds it back at this hour.',
  descriptor: 'It contains what this viewer is to be spared, or does not say what it contains.',
  kids: 'It is not for kids profiles.',
  privacy: 'It needs more than may be known of the viewer. Reserved.',
  format: 'The device can play no encoding of it, or its campaign is for other devices.',
  language: 'It is not there in a language of the viewer. Reserved.',
  entitlement: 'Its campaign is for customers who have what this one has not.',
  'frequency-cap': 'This viewer has seen it often enough.',
  fatigue: 'This viewer has watched it, or does not want it.',
  holdout: 'This viewer belongs to a share that does not get it. Reserved.',
  pacing:
    'Its campaign takes a share of the decisions, so as not to run ahead of its goal, and this is not one of them.',
  diversity: 'The screen or page has it, or too much like it, already.',
  exclusion: 'Something of a rival is too near.',
  outranked: 'Others were preferred.',
  'no-candidates': 'Nothing is scheduled for the surface.',
  'end-of-feed': 'The feed has reached its end; ask without a cursor to begin again.',
  'unknown-title': 'Nothing is known about the title that was asked for.',
  unavailable: 'Something was chosen and its words could not be read in time; ask again.',
}

/** Each status code, ascending, with its reasons: two of them share one. */
export const REASONS_BY_CODE: readonly {
  readonly code: StatusCode
  readonly reasons: readonly NoDecisionReason[]
}[] = [...new Set(Object.values(STATUS_CODES))]
  .sort((one, other) => one - other)
  .map((code) => ({ code, reasons: NO_DECISION_REASONS.filter((reason) => STATUS_CODES[reason] === code) }))

/** A number for a reason, in the ranges of OpenRTB. */
export type StatusCode = (typeof STATUS_CODES)[NoDecisionReason]

/** The table of codes, reasons and meanings, as Markdown. */
export function reasonTable(): string {
  const rows = REASONS_BY_CODE.flatMap(({ code, reasons }) =>
    reasons.map((reason) => `| ${code} | \`${reason}\` | ${REASON_PROSE[reason]} |`),
  )
  return ['| statusCode | reason | meaning |', '|---|---|---|', ...rows].join('\n')
}
