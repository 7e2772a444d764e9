import type { RunningCampaign } from '../running-campaign.ts'
import type { Outages } from '../world/outages.ts'
import { atShare, atStep, BOTTOM, chart, LEFT, outagesIn, PANEL, text } from './chart.ts'

const WIDTH = LEFT + PANEL + 30
const COLOURS = { delivered: '#2c6fbb', share: '#c8641e' } as const

/** The even campaign with a goal that ran longest of those that nobody changed: what it delivered, and its share. */
export function campaignPicture(running: readonly RunningCampaign[], outages: Outages): string {
  const [longest] = running
    .filter(({ campaign }) => campaign.priority === 'guaranteed' && campaign.mode === 'even' && !campaign.change)
    .sort((one, other) => lengthOf(other) - lengthOf(one))
  const goal = longest?.campaign.goal ?? null
  if (longest === undefined || goal === null) return chart(WIDTH, 'No even campaign with a goal', [])
  const { campaign, course } = longest
  const { from, until } = campaign.window
  const delivered = course.map((point) => [point.step, point.delivered / goal] as const)
  const shares = course.map((point) => [point.step, point.share] as const)
  const even = [[from, 0] as const, [until, 1] as const]
  return chart(WIDTH, `A goal of ${goal.toLocaleString('en')} impressions, spread evenly over a month`, [
    ...outagesIn(outages),
    line(even, 'stroke="#777" stroke-dasharray="5 4"'),
    line(shares, `stroke="${COLOURS.share}" stroke-opacity="0.8"`),
    line([...delivered, [until, longest.delivered / goal]], `stroke="${COLOURS.delivered}" stroke-width="2"`),
    text(LEFT, BOTTOM + 28, 'delivered of the goal (blue), even over time (dashed), its share (orange); grey: outages'),
  ])
}

function lengthOf({ campaign: { window } }: RunningCampaign): number {
  return window.until - window.from
}

function line(points: readonly (readonly [step: number, share: number])[], style: string): string {
  return `<polyline fill="none" ${style} points="${points.map(([step, share]) => `${atStep(step)},${atShare(share)}`).join(' ')}"/>`
}
