import { gateLadder, silentGates } from '../../explained/gate-ladder.ts'
import { localWords } from '../../explained/local-words.ts'
import { scoreTable } from '../../lab/browser/why/score-table.ts'
import { element } from '../dom.ts'
import type { CursorAnswer, CursorExplanation } from './ask-why.ts'
import type { CursorPlace, RibbonData } from './ribbon-data.ts'

/** How many of the slate are named. */
const NAMED_MAX = 8

/** What is under the cursor: the slate, what each gate removed, and the score of what plays. */
export function whyView(ribbon: RibbonData, cursor: CursorPlace, answer: CursorAnswer): readonly HTMLElement[] {
  const title = element('h2', {}, `${cursor.who}, ${localWords(cursor.at, ribbon.clock)}: why`)
  if ('refusal' in answer) return [title, element('p', { class: 'refusal' }, answer.refusal)]
  const { explanation, told } = answer
  const [winner] = explanation.kept
  return [
    title,
    slate(ribbon, explanation),
    gates(explanation),
    ...(winner === undefined ? [] : [scoreTable(winner.terms, winner.score)]),
    element('p', { class: 'dim' }, told),
  ]
}

function slate({ names }: RibbonData, { kept }: CursorExplanation): HTMLElement {
  const picked = kept.filter(({ reason }) => reason === null)
  if (picked.length === 0) return element('p', {}, 'Nothing of the schedule may play.')
  const items = picked.slice(0, NAMED_MAX).map(({ assetId, campaignId, score, autoplay }) => {
    const starts = autoplay.allowed ? 'starts by itself' : `a still: ${autoplay.reason ?? 'it may not start'}`
    return element(
      'li',
      { 'data-asset': assetId },
      element('bdi', { class: 'name' }, names[assetId] ?? assetId),
      ' ',
      element('small', {}, `${campaignId} · ${score.toFixed(2)} · ${starts}`),
    )
  })
  const more = picked.length - items.length
  if (more > 0) items.push(element('li', {}, `and ${more} more`))
  return element('ol', { class: 'slate', 'aria-label': 'Slate' }, ...items)
}

function gates(explanation: CursorExplanation): HTMLElement {
  const { kept, rejected, total } = explanation
  const steps = gateLadder(explanation)
  const listed = kept.length + rejected.length
  const row = (gate: string, removed: string, left: number) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, gate),
      element('td', { class: 'right number' }, removed),
      element('td', { class: 'right number' }, String(left)),
    )
  const silent = `${silentGates(steps)} other gates removed none${listed < total ? `; ${listed} of ${total} were counted` : ''}`
  return element(
    'table',
    { class: 'gates' },
    element('caption', {}, `Gates: what each removed, and what was left; ${silent}`),
    element(
      'tbody',
      {},
      row('candidates', '', listed),
      ...steps.map(({ gate, removed, left }) => row(gate, `−${removed.length}`, left)),
    ),
  )
}
