import type { Child } from 'hono/jsx'
import type { WhoAmI } from '../../contracts/ops/answers/inquiries/who-am-i.ts'
import { CONSOLE_FILES } from '../console-files.ts'
import { Document } from './document.tsx'
import { SECTIONS, type SectionId } from './sections.ts'
import type { Theme } from './theme.ts'

interface FrameProps {
  readonly title: string
  readonly section: SectionId | null
  /** null: nobody is signed in. */
  readonly me: WhoAmI | null
  readonly theme: Theme
  readonly renewsEveryMs?: number | undefined
  readonly children?: Child
}

/** What stands around every page: where one is, where one can go, and who one is. */
export function Frame({ title, section, me, theme, renewsEveryMs, children }: FrameProps) {
  return (
    <Document title={title} theme={theme} renewsEveryMs={renewsEveryMs}>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <header class="top">
        <a class="brand" href="/console">
          <Mark />
          Firstframe
        </a>
        <Navigation section={section} />
        <button type="button" class="find" data-palette>
          Find or do… <kbd>⌘K</kbd>
        </button>
        <ThemeChoice theme={theme} />
        {me && <Who me={me} />}
      </header>
      <main id="main" tabindex={-1}>
        {children}
      </main>
      <dialog id="palette" data-acts={CONSOLE_FILES.acts} aria-label="Find or do"></dialog>
      <dialog id="act" aria-label="Act"></dialog>
      <dialog id="keys" aria-label="Keys"></dialog>
      <p id="said" class="said" role="status" aria-live="polite"></p>
    </Document>
  )
}

function Navigation({ section }: { readonly section: SectionId | null }) {
  return (
    <nav aria-label="Pages" tabindex={0}>
      {SECTIONS.map(({ id, label, href, key }) => (
        <a href={href} data-go={key} aria-current={id === section ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </nav>
  )
}

function Who({ me }: { readonly me: WhoAmI }) {
  const roles = me.roles.map(({ role, regions }) => `${role} in ${regions.join(', ')}`)
  return (
    <span class="who" title={roles.join('; ')}>
      {me.name}
      {me.kind === 'local-browser' && (
        <button type="button" class="quiet" data-sign-out>
          Sign out
        </button>
      )}
    </span>
  )
}

const NEXT_THEME: Readonly<Record<Theme, Theme>> = { system: 'dark', dark: 'light', light: 'system' }

function ThemeChoice({ theme }: { readonly theme: Theme }) {
  return (
    <button type="button" class="quiet" data-theme-next={NEXT_THEME[theme]} title={`Colours: ${theme}`}>
      <span aria-hidden="true">◐</span>
      <span class="unseen">Colours: {theme}. Change</span>
    </button>
  )
}

function Mark() {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d="M2 2h12v12H2z" fill="none" stroke="currentColor" stroke-width="2" />
      <path d="M6 5l5 3-5 3z" fill="currentColor" />
    </svg>
  )
}
