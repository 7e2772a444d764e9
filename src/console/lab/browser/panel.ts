import type { OutboxTally } from '../../../client/outbox/tally.ts'
import type { AskFailure, AskOutcome } from '../../../client/outcome.ts'
import type { DecisionsAnswer } from '../../../contracts/device/answers/decisions.ts'
import { element } from './element.ts'
import { ageText } from './text.ts'

/** Shows the details of an answer, which explain why this video plays. */
export function showAnswer(card: HTMLElement, heading: string, outcome: AskOutcome): void {
  const open = card.querySelector('details')?.open ?? false
  const title = element('h2', {}, heading)
  const { answer, failure, source, skipped } = outcome
  const refused = failure === null ? [] : [element('p', { class: 'refused' }, saidOf(failure))]
  if (answer === null) {
    card.replaceChildren(title, ...refused)
    return
  }
  title.append(element('span', { class: `rung ${answer.snapshot.rung}` }, answer.snapshot.rung))
  if (source === 'last-good') title.append(element('span', { class: 'rung stale' }, source))
  card.replaceChildren(
    title,
    ...refused,
    facts(answer, outcome),
    nothingDecided(answer),
    ...skipped.map(({ placement, reason }) => element('p', { class: 'refused' }, `An item of ${placement}: ${reason}`)),
    element(
      'details',
      { open },
      element('summary', {}, 'Raw answer'),
      element('pre', { tabindex: 0 }, JSON.stringify(answer, null, 2)),
    ),
  )
}

function saidOf({ problem, detail }: AskFailure): string {
  return problem === null ? detail : `${problem.status} ${problem.title}`
}

function facts(answer: DecisionsAnswer, { source, ageMs, tookMs }: AskOutcome): HTMLElement {
  const { snapshot } = answer
  const rows: readonly (readonly [string, string, string?])[] = [
    ['Decision', answer.decisionId.slice(0, 12), answer.decisionId],
    ['Snapshot', `#${snapshot.sequence} · ${snapshot.id.slice(0, 10)}`, snapshot.id],
    ['Age', ageText(snapshot.ageSeconds)],
    ['Territory', answer.territory],
    ['Viewer', answer.viewer],
    ['Privacy', answer.privacy],
    ['Valid for', `${answer.validForMs} ms`],
    [source === 'edge' ? 'Round trip' : 'Shown after', `${Math.round(tookMs)} ms`],
    ...(source === 'edge' ? [] : [['Kept for', `${Math.round(ageMs)} ms`] as const]),
  ]
  return element(
    'dl',
    {},
    ...rows.map(([name, value, whole]) =>
      element('div', {}, element('dt', {}, name), element('dd', whole === undefined ? {} : { title: whole }, value)),
    ),
  )
}

function nothingDecided({ noDecisions }: DecisionsAnswer): HTMLElement {
  if (noDecisions.length === 0) return element('p', { class: 'hint' }, 'Every placement got its decision.')
  return element(
    'ul',
    { class: 'empty' },
    ...noDecisions.map(({ placement, statusCode, reason }) =>
      element('li', {}, element('code', {}, `${statusCode} ${reason}`), ` on ${placement}`),
    ),
  )
}

/** An event as it was reported, with the name of its video. */
export interface LatestEvent {
  readonly event: string
  readonly title: string
  readonly ttffMs?: number | null | undefined
}

/** Shows the beacons that were sent, and how many of them the edge accepted. */
export function showTally(card: HTMLElement, tally: OutboxTally, latest: readonly LatestEvent[]): void {
  const { accepted, rejected, waiting, refusal } = tally
  card.dataset.accepted = String(accepted)
  card.replaceChildren(
    element('h2', {}, 'Beacons'),
    element(
      'p',
      { class: 'tally' },
      element('strong', {}, String(accepted)),
      ` of ${accepted + rejected} accepted${rejected === 0 ? '' : `, ${rejected} rejected`}${waiting === 0 ? '' : `, ${waiting} waiting`}`,
    ),
    refusal === null ? '' : element('p', { class: 'refused' }, refusal),
    element(
      'ol',
      { class: 'latest' },
      ...latest.map(({ event, title, ttffMs }) =>
        element(
          'li',
          {},
          element('code', {}, event),
          element('span', {}, ttffMs == null ? title : `${ttffMs} ms · ${title}`),
        ),
      ),
    ),
  )
}
