/** How long a browser has to begin reading a file that is to be saved, in milliseconds. */
const READ_WITHIN = 60_000

/** Saves text as a file where downloads go. It outlives the dialog in which somebody asked for it. */
export function saveFile(text: string, name: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), READ_WITHIN)
}
