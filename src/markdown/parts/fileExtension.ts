/** File extensions of languages whose name differs from their extension. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  javascript: 'js',
  typescript: 'ts',
  python: 'py',
  bash: 'sh',
  shell: 'sh',
  zsh: 'sh',
  console: 'sh',
  'c++': 'cpp',
  'c#': 'cs',
  csharp: 'cs',
  kotlin: 'kt',
  rust: 'rs',
  ruby: 'rb',
  golang: 'go',
  haskell: 'hs',
  perl: 'pl',
  powershell: 'ps1',
  markdown: 'md',
  latex: 'tex',
  yaml: 'yml',
  mermaid: 'mmd',
  postgresql: 'sql',
  mysql: 'sql',
  sqlite: 'sql',
}

/** Returns the file extension of a language. The name is untrusted content, so only letters and digits pass. */
export function fileExtension(language: string): string {
  const name = language.toLowerCase()
  if (Object.hasOwn(EXTENSIONS, name)) return EXTENSIONS[name] ?? 'txt'
  return /^[a-z0-9]{1,10}$/.test(name) ? name : 'txt'
}
