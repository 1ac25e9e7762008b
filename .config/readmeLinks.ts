/** npm shows the README outside of the repository, so its links must be absolute. GitHub's branch that they lead to. */
const BRANCH = 'main'

/** A link or an image, with a path in the repository or its URL at GitHub. A link to a heading has neither. */
const LINK =
  /(!?)(\[[^[\]]*\]\()(?:https:\/\/github\.com\/[^/)]+\/[^/)]+\/(?:blob|raw)\/main\/)?([^):#][^):]*\))/g

/**
 * Returns a README with absolute links to the files of the repository.
 *
 * @param repository the `repository.url` of package.json
 * @example
 * toAbsoluteLinks('[Docs](docs/options.md)', 'git+https://github.com/me/it.git')
 * // '[Docs](https://github.com/me/it/blob/main/docs/options.md)'
 */
export function toAbsoluteLinks(readme: string, repository: string): string {
  const base = toPageUrl(repository)
  return readme.replace(LINK, (_, bang: string, text: string, path: string) => {
    return `${bang}${text}${base}/${bang ? 'raw' : 'blob'}/${BRANCH}/${path}`
  })
}

/** Returns the URL of a repository's page: of `git+https://github.com/me/it.git`, `https://github.com/me/it`. */
export function toPageUrl(repository: string): string {
  return repository.replace(/^git\+/, '').replace(/\.git$/, '')
}
