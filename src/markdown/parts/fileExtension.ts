/** Where the name of a language is not what its files end with. */
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

/** What the file of a language ends with. The name is content: nothing but letters and digits gets through. */
export function fileExtension(language: string): string {
  const name = language.toLowerCase()
  if (Object.hasOwn(EXTENSIONS, name)) return EXTENSIONS[name] ?? 'txt'
  return /^[a-z0-9]{1,10}$/.test(name) ? name : 'txt'
}
