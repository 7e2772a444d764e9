/** Colours of the console: of the system, or as chosen. A cookie holds the choice, so that the first paint has it. */
export type Theme = 'system' | 'light' | 'dark'

export function themeOf(cookie: string | undefined): Theme {
  return cookie === 'light' || cookie === 'dark' ? cookie : 'system'
}
