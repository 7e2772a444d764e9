const YEAR_S = 31_536_000

/** The choice of colours: a cookie, so that the next page is painted with it from the start. */
export function listenForTheme(): void {
  const button = document.querySelector<HTMLButtonElement>('[data-theme-next]')
  button?.addEventListener('click', () => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser of the console's users
    document.cookie = `ff_theme=${button.dataset.themeNext}; path=/console; max-age=${YEAR_S}; samesite=strict`
    location.reload()
  })
}
