import type { Child } from 'hono/jsx'
import { CONSOLE_FILES } from '../console-files.ts'
import type { Theme } from './theme.ts'

interface DocumentProps {
  readonly title: string
  readonly theme: Theme
  readonly renewsEveryMs?: number | undefined
  readonly children?: Child
}

/** The document around a page: its script, its style, and how often the script reads it again. */
export function Document({ title, theme, renewsEveryMs, children }: DocumentProps) {
  return (
    <html lang="en" data-theme={theme === 'system' ? undefined : theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title} · Firstframe</title>
        <link rel="icon" href="/lab/icon.svg" type="image/svg+xml" />
        <link rel="preload" href={CONSOLE_FILES.font} as="font" type="font/woff2" crossorigin="" />
        <link rel="stylesheet" href={CONSOLE_FILES.styles} />
        {/* Before the first paint: the script must hear of the fade that the page comes in by. */}
        <script type="module" src={CONSOLE_FILES.script} blocking="render"></script>
      </head>
      <body data-renews={renewsEveryMs}>{children}</body>
    </html>
  )
}
