import { MONTH_STEPS } from '../world/month.ts'
import type { Outages } from '../world/outages.ts'

const HEIGHT = 420
/** The panel of the month: its width, and where it begins and ends. */
export const [PANEL, TOP, LEFT] = [560, 50, 50]
export const BOTTOM = HEIGHT - 40

/** An SVG of this width beneath its title, with the panel of the month from 0 to 100 percent. */
export function chart(width: number, title: string, parts: readonly string[]): string {
  const all = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${HEIGHT}" font-family="sans-serif" font-size="13">`,
    `<title>${title}</title>`,
    `<rect width="${width}" height="${HEIGHT}" fill="#fff"/>`,
    text(LEFT, 24, title),
    ...[0, 0.5, 1].map(gridLine),
    ...parts,
    '</svg>',
  ]
  return `${all.join('\n')}\n`
}

/** Outages as grey stretches of the panel. */
export function outagesIn(outages: Outages): string[] {
  return (['traffic', 'events', 'publisher'] as const).flatMap((kind) => outages[kind].map(shaded))
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

/** Where a step of the month is, from left to right. */
export function atStep(step: number): number {
  return Math.round(LEFT + (step / MONTH_STEPS) * PANEL)
}

/** Where a share is, from the bottom up. */
export function atShare(share: number): number {
  return Math.round(10 * (BOTTOM - (share / 1.05) * (BOTTOM - TOP))) / 10
}

/** Words at a place. */
export function text(x: number, y: number, words: string): string {
  return `<text x="${x}" y="${y}" fill="#333">${words}</text>`
}
