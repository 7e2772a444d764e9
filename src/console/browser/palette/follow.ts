import type { PaletteLine } from '../../acts/palette-lines.ts'

/** Does what a line of the palette leads to. */
export function follow(leads: PaletteLine['leads']): void {
  if ('control' in leads) document.querySelector<HTMLElement>(`[${leads.control}]`)?.click()
  else if ('page' in leads) location.assign(leads.keepsQuestion ? withTheQuestion(leads.page) : leads.page)
}

/** The page, and if it is the one that is open, with all else that it is asked. */
function withTheQuestion(page: string): string {
  const there = new URL(page, location.href)
  if (there.pathname !== location.pathname) return page
  const question = new URLSearchParams(location.search)
  for (const [name, value] of there.searchParams) question.set(name, value)
  return `${there.pathname}?${question}`
}
