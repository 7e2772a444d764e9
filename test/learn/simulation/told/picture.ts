import type { RunningCampaign } from '../running-campaign.ts'
import type { Outages } from '../world/outages.ts'
import { atShare, atStep, BOTTOM, chart, LEFT, outagesIn, PANEL, TOP, text } from './chart.ts'
import type { CampaignEnd } from './claim.ts'

const [WIDTH, GAP] = [1000, 90]
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
  return chart(WIDTH, `Delivered of the goal, ${claimed.length} guaranteed campaigns over 30 days`, [
    ...outagesIn(outages),
    ...courses,
    text(LEFT, BOTTOM + 28, 'even (blue), frontload (orange), asap (green); grey: outages'),
    ...deviations(claimed),
  ])
}

function courseOf({ course, campaign }: RunningCampaign, { goal, mode }: CampaignEnd): string {
  const points = course.map(({ step, delivered }) => `${atStep(step)},${atShare(delivered / goal)}`)
  const begin = `${atStep(campaign.window.from)},${atShare(0)}`
  return `<polyline fill="none" stroke="${COLOURS[mode]}" stroke-opacity="0.55" points="${[begin, ...points].join(' ')}"/>`
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
