import type { DecisionsAnswer } from '../../../contracts/device/answers/decisions.ts'
import type { EdgeOutcome } from './edge.ts'
import { element } from './element.ts'
import type { Tally } from './outbox.ts'
import { ageText } from './text.ts'

/** Shows the details of an answer, which explain why this video plays. */
export function showAnswer(card: HTMLElement, heading: string, outcome: EdgeOutcome): void {
  if (outcome.kind === 'superseded') return
  const open = card.querySelector('details')?.open ?? false
  const title = element('h2', {}, heading)
  if (outcome.kind !== 'answer') {
    const said = outcome.kind === 'problem' ? `${outcome.problem.status} ${outcome.problem.title}` : outcome.detail
    card.replaceChildren(title, element('p', { class: 'refused' }, said))
    return
  }
  const { answer, raw, tookMs } = outcome
  title.append(element('span', { class: `rung ${answer.snapshot.rung}` }, answer.snapshot.rung))
  card.replaceChildren(
    title,
    facts(answer, tookMs),
    nothingDecided(answer),
    element(
      'details',
      { open },
      element('summary', {}, 'Raw answer'),
      element('pre', { tabindex: 0 }, JSON.stringify(raw, null, 2)),
    ),
  )
}

function facts(answer: DecisionsAnswer, tookMs: number): HTMLElement {
  const { snapshot } = answer
  const rows: readonly (readonly [string, string, string?])[] = [
    ['Decision', answer.decisionId.slice(0, 12), answer.decisionId],
    ['Snapshot', `#${snapshot.sequence} · ${snapshot.id.slice(0, 10)}`, snapshot.id],
    ['Age', ageText(snapshot.ageSeconds)],
    ['Territory', answer.territory],
    ['Viewer', answer.viewer],
    ['Privacy', answer.privacy],
    ['Valid for', `${answer.validForMs} ms`],
    ['Round trip', `${Math.round(tookMs)} ms`],
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

/** Shows the beacons that were sent, and how many of them the edge accepted. */
export function showTally(card: HTMLElement, tally: Tally): void {
  const { sent, accepted, rejected, waiting, latest, refusal } = tally
  card.dataset.accepted = String(accepted)
  card.replaceChildren(
    element('h2', {}, 'Beacons'),
    element(
      'p',
      { class: 'tally' },
      element('strong', {}, String(accepted)),
      ` of ${sent} accepted${rejected === 0 ? '' : `, ${rejected} rejected`}${waiting === 0 ? '' : `, ${waiting} waiting`}`,
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
          element('span', {}, ttffMs === undefined ? title : `${ttffMs} ms · ${title}`),
        ),
      ),
    ),
  )
}
