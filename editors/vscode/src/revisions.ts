/** Earlier versions of a package, out of git. */

import { execFile } from 'node:child_process'
import * as os from 'node:os'
import * as path from 'node:path'
import { Failed } from './cli'

/** A commit that changed the package. */
export interface Revision {
  id: string
  day: string
  subject: string
}

function git(folder: string, words: string[], env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const options = { cwd: folder, env, maxBuffer: 64 * 1024 * 1024, windowsHide: true }
  // Nothing but git itself: neither a monitor of files nor a hook that the repository names.
  const safe = ['-c', 'core.fsmonitor=false', '-c', `core.hooksPath=${os.devNull}`]
  return new Promise((resolve, reject) => {
    execFile('git', [...safe, ...words], options, (error, output, complaint) => {
      if (error === null) resolve(output)
      else reject(new Failed(complaint.trim() || error.message))
    })
  })
}

/** Branches and tags, and the latest commits that touched the folder, newest first. */
export async function revisions(folder: string): Promise<{ names: string[]; commits: Revision[] }> {
  const names = await git(folder, ['for-each-ref', '--format=%(refname:short)', 'refs/heads', 'refs/tags'])
  const log = await git(folder, ['log', '--max-count=300', '--format=%h%x09%as%x09%s', '--', '.'])
  const commits = lines(log).map(line => {
    const [id = '', day = '', ...subject] = line.split('\t')
    return { id, day, subject: subject.join(' ') }
  })
  return { names: lines(names), commits }
}

/**
 * Writes the whole repository as it was at a revision below an empty folder, because a package uses others; gives back
 * the folder of the package in it. Neither the files nor the index of the repository are touched.
 */
export async function writeRevision(folder: string, revision: string, into: string): Promise<string> {
  const top = (await git(folder, ['rev-parse', '--show-toplevel'])).trim()
  const prefix = (await git(folder, ['rev-parse', '--show-prefix'])).trim()
  const env = { ...process.env, GIT_INDEX_FILE: path.join(into, '.index') }
  // The page names both packages by their folders; one at the top of the repository has that of the version.
  const tree = path.join(into, revision.replace(/[^\p{L}\p{N}._-]/gu, '-'))
  await git(top, ['read-tree', `${revision}^{tree}`], env)
  await git(top, ['checkout-index', '--all', `--prefix=${tree}/`], env)
  return path.join(tree, prefix)
}

function lines(text: string): string[] {
  return text.split('\n').filter(line => line !== '')
}
