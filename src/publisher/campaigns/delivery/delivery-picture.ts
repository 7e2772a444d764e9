import type { CampaignDelivery } from '../../../contracts/ops/answers/campaigns/delivery.ts'
import {
  type CurvePoint,
  type DeliveryCurves,
  deliveryCurves,
  roundTop,
} from '../../../learn/delivery/delivery-curves.ts'
import { deliveryWords } from '../../../learn/delivery/delivery-words.ts'

/** Size of the picture and of the part in which curves are drawn, in its own units. */
const SIZE = { width: 960, height: 420 } as const
const PLOT = { left: 96, right: 936, top: 64, bottom: 348 } as const
const DATES_MAX = 8
const LINES = 4

/** Colours for light and dark; curves differ by their dashes too, for whoever sees no colours. */
const STYLE = `
:root{color-scheme:light dark}
svg{--paper:#fff;--ink:#1b1f24;--faint:#6a737d;--line:#d8dee4;--booked:#6a737d;--planned:#0b6bcb;--delivered:#116329;--projected:#9a4b00}
@media (prefers-color-scheme:dark){svg{--paper:#0d1117;--ink:#e6edf3;--faint:#9aa4ae;--line:#30363d;--booked:#9aa4ae;--planned:#6cb6ff;--delivered:#57d364;--projected:#ffb169}}
text{font:13px system-ui,-apple-system,"Segoe UI",sans-serif;fill:var(--faint)}
.name{font-size:17px;font-weight:600;fill:var(--ink)}
.paper{fill:var(--paper)}.grid{stroke:var(--line)}.now{stroke:var(--faint);stroke-dasharray:2 3}
.booked,.planned,.delivered,.projected{fill:none;stroke-width:2.5;stroke-linejoin:round}
.booked{stroke:var(--booked);stroke-dasharray:10 5}
.planned{stroke:var(--planned);stroke-dasharray:2 4;stroke-linecap:round}
.delivered{stroke:var(--delivered);stroke-width:3.5}
.projected{stroke:var(--projected);stroke-dasharray:6 4}
.between{fill:var(--projected);opacity:.18}`

/** The curves of a report by day as a picture: it loads nothing, runs nothing, and says in words what it shows. */
export function deliveryPicture(report: CampaignDelivery, name: string | null): string {
  const curves = deliveryCurves(report)
  const title = `Delivery of ${name || report.campaign}`
  const words = [deliveryWords(report), ...report.notes].join(' ')
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" width="${SIZE.width}" height="${SIZE.height}" role="img" aria-labelledby="delivery-title delivery-words">`,
    `<title id="delivery-title">${escaped(title)}</title>`,
    `<desc id="delivery-words">${escaped(words)}</desc>`,
    `<style>${STYLE}</style>`,
    `<rect class="paper" width="${SIZE.width}" height="${SIZE.height}"/>`,
    `<text class="name" x="24" y="34">${escaped(shortened(title, 90))}</text>`,
    ...(curves.top === 0
      ? [`<text x="24" y="72">Nothing is planned, delivered or projected yet.</text>`]
      : drawn(curves, report)),
    '</svg>',
    '',
  ].join('\n')
}

function drawn(curves: DeliveryCurves, { goal }: CampaignDelivery): readonly string[] {
  const { days, booked, now } = curves
  const greatest = roundTop(curves.top)
  const x = (after: number) => round(PLOT.left + (after / days.length) * (PLOT.right - PLOT.left))
  const y = (value: number) => round(PLOT.bottom - (value / greatest) * (PLOT.bottom - PLOT.top))
  const path = (curve: readonly CurvePoint[]) => curve.map((point) => `${x(point.days)},${y(point.value)}`).join(' ')
  const line = (name: string, points: string) =>
    points === '' ? [] : [`<polyline class="${name}" points="${points}"/>`]
  const band = path([...curves.high, ...curves.low.toReversed()])
  return [
    ...scale(greatest, y),
    ...datesOf(days, x),
    ...(now === null ? [] : [`<line class="now" x1="${x(now)}" x2="${x(now)}" y1="${PLOT.top}" y2="${PLOT.bottom}"/>`]),
    ...(band === '' ? [] : [`<polygon class="between" points="${band}"/>`]),
    ...(booked === null ? [] : line('booked', `${PLOT.left},${y(booked)} ${PLOT.right},${y(booked)}`)),
    ...line('planned', path(curves.planned)),
    ...line('projected', path(curves.projected)),
    ...line('delivered', path(curves.delivered)),
    ...legend(curves),
    `<text x="${PLOT.right}" y="34" text-anchor="end">${goal?.counts ?? 'impressions'}, added up; days in UTC</text>`,
  ]
}

function scale(greatest: number, y: (value: number) => number): readonly string[] {
  return Array.from({ length: LINES + 1 }, (_, index) => (greatest / LINES) * index).flatMap((value) => [
    `<line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${y(value)}" y2="${y(value)}"/>`,
    `<text x="${PLOT.left - 10}" y="${y(value) + 4}" text-anchor="end">${labelOf(value)}</text>`,
  ])
}

/** `1,500,000` → `1.5M`: as much as fits beside a picture. */
function labelOf(value: number): string {
  return value.toLocaleString('en-US', { notation: 'compact', maximumSignificantDigits: 4 })
}

function datesOf(days: readonly string[], x: (after: number) => number): readonly string[] {
  const step = Math.max(1, Math.ceil(days.length / DATES_MAX))
  return days.flatMap((day, index) =>
    index % step === 0 ? [`<text x="${x(index)}" y="${PLOT.bottom + 20}">${day.slice(5)}</text>`] : [],
  )
}

function legend({ booked, planned, projected }: DeliveryCurves): readonly string[] {
  const shown = [
    ...(booked === null ? [] : ['booked']),
    ...(planned.length === 0 ? [] : ['planned']),
    'delivered',
    ...(projected.length === 0 ? [] : ['projected']),
  ]
  return shown.flatMap((name, index) => {
    const left = PLOT.left + index * 130
    const text = name === 'projected' ? 'projected, in four cases of five within the band' : name
    return [
      `<line class="${name}" x1="${left}" x2="${left + 34}" y1="394" y2="394"/>`,
      `<text x="${left + 42}" y="398">${text}</text>`,
    ]
  })
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

function shortened(text: string, length: number): string {
  const characters = [...text]
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A text of XML: its characters stand for themselves, and those that XML does not know are left out. */
function escaped(text: string): string {
  const known = text.replaceAll(/\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu, ' ')
  return known.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}
