import { termBars } from '../../../explained/term-bars.ts'
import { element } from '../element.ts'
import { shape } from './shape.ts'

const WIDTH = 200
const HEIGHT = 10

/** A table of the terms, with their bars and their sum. */
export function scoreTable(terms: Readonly<Record<string, number>>, score: number): HTMLElement {
  const bars = termBars(terms)
  const zero = Object.keys(terms).length - bars.length
  const ends = [0, ...bars.map(({ to }) => to)]
  const scale = { least: Math.min(...ends), most: Math.max(...ends) }
  const row = (name: string, points: number, from: number, to: number, kind: string): HTMLElement =>
    element(
      'tr',
      { class: kind },
      element('th', { scope: 'row' }, name),
      element('td', { class: 'bar', 'aria-hidden': 'true' }, drawn(from, to, scale)),
      element('td', { class: 'number' }, signed(points)),
    )
  return element(
    'table',
    { class: 'score' },
    element('caption', {}, zero === 0 ? 'Points' : `Points; ${zero} other terms add none`),
    element(
      'tbody',
      {},
      ...bars.map(({ term, points, from, to }) => row(term, points, from, to, points < 0 ? 'less' : 'more')),
      row('score', score, 0, score, 'sum'),
    ),
  )
}

const signed = (points: number): string => `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(2)}`

function drawn(from: number, to: number, { least, most }: { readonly least: number; readonly most: number }): Element {
  const at = (points: number): number => (most === least ? 0 : ((points - least) / (most - least)) * WIDTH)
  const x = Math.min(at(from), at(to))
  // A term of one point beside 400 is drawn all the same.
  const width = Math.max(2, Math.abs(at(to) - at(from)))
  return shape(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', width: '100%', height: HEIGHT },
    shape('rect', { x: Math.min(x, WIDTH - width), y: 0, width, height: HEIGHT, rx: 2 }),
  )
}
