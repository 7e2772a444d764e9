import type { ExplanationAnswer } from '../../../../contracts/ops/answers/inquiries/explain.ts'
import { type GateStep, gateLadder, silentGates } from '../../../explained/gate-ladder.ts'
import { pacingWords } from '../../../explained/pacing-words.ts'
import { element } from '../element.ts'
import { scoreTable } from './score-table.ts'
import type { ShownHere } from './shown-here.ts'

/** How many candidates are named below a gate, and behind the winner. */
const NAMED_MAX = 6

/** An explanation as it is drawn: who was asked about, the gates, and the score of what plays. */
export function whyAnswer(shown: ShownHere, body: ExplanationAnswer): readonly HTMLElement[] {
  return [
    lead(shown, body),
    askedAs(shown, body),
    element('div', { class: 'columns' }, gates(body), playing(shown, body)),
  ]
}

function lead({ screen, item }: ShownHere, { floor }: ExplanationAnswer): HTMLElement {
  if (item === null) return element('p', { class: 'lead' }, `Nothing plays on ${screen}.`)
  const plays = floor?.plays.includes(item.assetId)
    ? ` is a house ident: nothing else may play here (${floor.reason}).`
    : ' plays for '
  return element(
    'p',
    { class: 'lead' },
    element('strong', { dir: 'auto' }, item.display.title),
    plays,
    ...(plays === ' plays for ' ? [element('code', {}, item.campaignId), ` on ${screen}.`] : []),
  )
}

function askedAs({ answer, beside }: ShownHere, { context, snapshot, arms = [] }: ExplanationAnswer): HTMLElement {
  const isNewer = answer !== null && answer.snapshot.id !== snapshot.id
  const words = [
    `${context.viewer} in ${context.territory}`,
    `up to age ${context.cap}`,
    ...(context.timezone === undefined ? [] : [context.timezone]),
    `${context.now.slice(0, 16).replace('T', ' ')} UTC`,
    `snapshot #${snapshot.sequence}${isNewer ? ', newer than the answer' : ''}`,
    ...armWords(arms),
  ]
  return element(
    'p',
    { class: 'hint' },
    `Decided again with the same seed, without the session’s memory${beside === undefined ? '' : ' and the rest of the screen'}: ${words.join(' · ')}`,
  )
}

/** The arms of the answer, in words. */
function armWords(arms: ExplanationAnswer['arms']): readonly string[] {
  if (!arms) return ['the decision log does not say yet whether it was in an experiment']
  return arms.map(({ experiment, arm }) => `arm ${arm} of experiment ${experiment}`)
}

function gates(body: ExplanationAnswer): HTMLElement {
  const steps = gateLadder(body)
  const listed = body.kept.length + body.rejected.length
  return element(
    'section',
    { 'aria-label': 'Gates' },
    element('h3', {}, 'Gates'),
    element(
      'table',
      { class: 'gates' },
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          element('th', { scope: 'col' }, 'Gate'),
          element('th', { scope: 'col', class: 'number' }, 'Removed'),
          element('th', { scope: 'col', class: 'number' }, 'Kept'),
        ),
      ),
      element('tbody', {}, counts('candidates', null, listed), ...steps.map(step)),
    ),
    element(
      'p',
      { class: 'hint' },
      `${silentGates(steps)} other gates removed none.${listed < body.total ? ` Counted: ${listed} of ${body.total}.` : ''}`,
    ),
  )
}

function counts(name: Node | string, removed: number | null, left: number): HTMLElement {
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, name),
    element('td', { class: 'number' }, removed === null ? '' : `−${removed}`),
    element('td', { class: 'number' }, String(left)),
  )
}

function step({ gate, removed, left }: GateStep): HTMLElement {
  const named = removed.slice(0, NAMED_MAX).map(({ assetId, campaignId, first, all }) => {
    const value = all.find(({ reason }) => reason === first)?.value ?? ''
    return element('li', {}, element('code', {}, assetId), ` ${campaignId}`, element('span', {}, value))
  })
  const more = removed.length - named.length
  return counts(
    element(
      'details',
      {},
      element('summary', {}, gate),
      element('ul', {}, ...named, more > 0 ? element('li', {}, `and ${more} more`) : null),
    ),
    removed.length,
    left,
  )
}

function playing({ item }: ShownHere, body: ExplanationAnswer): HTMLElement {
  const found = body.kept.find(({ assetId }) => assetId === item?.assetId)
  const out = body.rejected.find(({ assetId }) => assetId === item?.assetId)
  const said = found === undefined ? [notKept(out)] : winner(found)
  const others = body.kept.filter((candidate) => candidate !== found).slice(0, NAMED_MAX)
  return element(
    'section',
    { 'aria-label': 'Score' },
    element('h3', {}, found === undefined ? 'Score' : `Score of ${found.assetId}`),
    ...said,
    element('h3', {}, 'In line behind it'),
    element(
      'ol',
      { class: 'line' },
      ...others.map(({ assetId, score, reason, pacing }) =>
        element(
          'li',
          {},
          element('code', {}, assetId),
          element(
            'span',
            {},
            `${score.toFixed(2)}${pacing === null ? '' : ` · ${pacingWords(pacing)}`} · ${reason ?? 'in the slate'}`,
          ),
        ),
      ),
    ),
    others.length === 0 ? element('p', { class: 'hint' }, 'Nothing else passed the gates.') : element('p', {}),
  )
}

function winner({ terms, score, pacing, propensity, autoplay }: ExplanationAnswer['kept'][number]): HTMLElement[] {
  const chance = propensity === 0 ? 'outside of the slate now' : `${Math.round(100 * propensity)} % to have its place`
  return [
    scoreTable(terms, score),
    element(
      'dl',
      {},
      fact('Pacing', pacingWords(pacing)),
      fact('Chance', chance),
      fact('Autoplay', autoplay.allowed ? 'allowed' : `no: ${autoplay.reason ?? 'not allowed'}`),
    ),
  ]
}

function fact(name: string, value: string): HTMLElement {
  return element('div', {}, element('dt', {}, name), element('dd', { class: name.toLowerCase() }, value))
}

function notKept(out: ExplanationAnswer['rejected'][number] | undefined): HTMLElement {
  const words =
    out === undefined
      ? 'What plays is no candidate of this schedule, so it has no score.'
      : `Decided now, it would not play: ${out.all.map(({ reason, value }) => `${reason} (${value})`).join(', ')}.`
  return element('p', { class: 'hint' }, words)
}
