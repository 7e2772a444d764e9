import type { LostCell } from './coverage.ts'
import { hoursInWords } from './empty-hours-text.ts'

/** `GB kids home-hero: 12 titles gone, empty 18:00–21:00`, on the place's own clock. */
export function lossInWords({ at, band, surface, empty, titlesGone }: LostCell): string {
  const titles = `${titlesGone} ${titlesGone === 1 ? 'title' : 'titles'} gone`
  return `${at.code} ${band.name} ${surface}: ${titles}, empty ${hoursInWords(at.instants, empty, at.zone)}`
}
