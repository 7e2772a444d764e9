import type { RunningCampaign } from '../running-campaign.ts'
import { MONTH_STEPS } from '../world/month.ts'
import type { Outages } from '../world/outages.ts'
import type { CampaignEnd } from './claim.ts'

const [WIDTH, HEIGHT, PANEL, TOP, LEFT, GAP] = [1000, 420, 560, 50, 50, 90]
const BOTTOM = HEIGHT - 40
/** Deviations from here to here are drawn, in percent; what is further off is drawn at the border. */
const [LEAST, GREATEST] = [-5, 2]
const COLOURS = { even: '#2c6fbb', frontload: '#c8641e', asap: '#3a8f4d' } as const

/** The month as SVG: the course of each campaign of the claim, and beside it how far they ended from their goals. */
export function monthPicture(
  running: readonly RunningCampaign[],
  claimed: readonly CampaignEnd[],
  outages: Outages,
): string {
  const goals = new Map(claimed.map((end) => [end.id, end]))
  const courses = running.flatMap((each) => {
    const end = goals.get(each.campaign.id)
    return end === undefined ? [] : [courseOf(each, end)]
  })
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    text(LEFT, 24, `Delivered of the goal, ${claimed.length} guaranteed campaigns over 30 days`),
    ...(['traffic', 'events', 'publisher'] as const).flatMap((kind) => outages[kind].map(shaded)),
    ...[0, 0.5, 1].map((share) => gridLine(share)),
    ...courses,
    text(LEFT, HEIGHT - 12, 'even (blue), frontload (orange), asap (green); grey: outages'),
    ...deviations(claimed),
    '</svg>',
  ]
  return `${parts.join('\n')}\n`
}

function courseOf({ course, campaign }: RunningCampaign, { goal, mode }: CampaignEnd): string {
  const points = course.map(({ step, delivered }) => `${atStep(step)},${atShare(delivered / goal)}`)
  const begin = `${atStep(campaign.window.from)},${atShare(0)}`
  return `<polyline fill="none" stroke="${COLOURS[mode]}" stroke-opacity="0.55" points="${[begin, ...points].join(' ')}"/>`
}

function shaded({ from, until }: { readonly from: number; readonly until: number }): string {
  const width = Math.max(1.5, atStep(until) - atStep(from))
  return `<rect x="${atStep(from)}" y="${TOP}" width="${width}" height="${BOTTOM - TOP}" fill="#000" fill-opacity="0.12"/>`
}

function gridLine(share: number): string {
  const y = atShare(share)
  const line = `<line x1="${LEFT}" x2="${LEFT + PANEL}" y1="${y}" y2="${y}" stroke="#bbb"/>`
  return `${line}${text(6, y + 4, `${100 * share} %`)}`
}

function deviations(claimed: readonly CampaignEnd[]): string[] {
  const left = LEFT + PANEL + GAP
  const width = WIDTH - left - 20
  const yOf = (percent: number) => BOTTOM - ((percent - LEAST) / (GREATEST - LEAST)) * (BOTTOM - TOP)
  const lines = [LEAST, 0, 1, GREATEST].map((percent) => {
    const line = `<line x1="${left}" x2="${left + width}" y1="${yOf(percent)}" y2="${yOf(percent)}" stroke="#bbb"/>`
    return `${line}${text(left - 42, yOf(percent) + 4, `${percent} %`)}`
  })
  const dots = claimed.map(({ deviation, mode }, index) => {
    const percent = Math.max(LEAST, Math.min(GREATEST, 100 * deviation))
    const x = left + ((index + 0.5) / claimed.length) * width
    return `<circle cx="${x.toFixed(1)}" cy="${yOf(percent).toFixed(1)}" r="2.5" fill="${COLOURS[mode]}"/>`
  })
  return [text(left, 24, 'How far each ended from its goal'), ...lines, ...dots]
}

function atStep(step: number): number {
  return Math.round(LEFT + (step / MONTH_STEPS) * PANEL)
}

function atShare(share: number): number {
  return Math.round(10 * (BOTTOM - (share / 1.05) * (BOTTOM - TOP))) / 10
}

function text(x: number, y: number, words: string): string {
  return `<text x="${x}" y="${y}" fill="#333">${words}</text>`
}
