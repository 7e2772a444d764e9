import { listenForActs, listenForQuestions } from './acts.ts'
import { letFadesBeSkipped } from './fades.ts'
import { listenForForms } from './forms.ts'
import { listenForKeys } from './keys.ts'
import { readLaterParts } from './later.ts'
import { listenForPalette } from './palette/palette.ts'
import { listenForRibbon } from './preview/cursor.ts'
import { renewParts } from './renew.ts'
import { listenForCalendar } from './schedule/schedule.ts'
import { showPlace } from './shown-place.ts'
import { listenForSignIn } from './sign-in.ts'
import { listenForTheme } from './theme.ts'

letFadesBeSkipped()
listenForTheme()
showPlace()
listenForSignIn()
listenForForms()
listenForActs()
listenForQuestions()
listenForPalette()
listenForCalendar()
listenForKeys()
listenForRibbon()
renewParts()
readLaterParts()
// Tests wait for this: from now on, keys and buttons do what they say.
document.body.dataset.ready = ''
