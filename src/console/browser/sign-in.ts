import { send } from './send.ts'

/** Signs in with the token of the form, or with the one after `#` in the address, which nobody has to see. */
export function listenForSignIn(): void {
  document.querySelector('[data-sign-out]')?.addEventListener('click', async () => {
    await send('DELETE', '/console/session', null)
    location.assign('/console/sign-in')
  })
  const form = document.querySelector<HTMLFormElement>('form[data-sign-in]')
  if (!form) return
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void signIn(form, String(new FormData(form).get('token')))
  })
  const token = decodeURIComponent(location.hash.slice(1))
  if (token === '') return
  // The token stays in no history.
  history.replaceState(null, '', location.pathname)
  void signIn(form, token)
}

async function signIn(form: HTMLFormElement, token: string): Promise<void> {
  const sent = await send('POST', '/console/session', { token })
  if (sent.outcome === 'done') return location.assign('/console')
  const place = form.querySelector('output')
  if (!place) return
  if (sent.outcome === 'refused') place.textContent = `${sent.problem.title}. ${sent.problem.detail}`
  else if (sent.outcome === 'signed-out') place.textContent = 'This is the token of nobody here.'
  else place.textContent = 'The publisher does not answer. Try again.'
}
