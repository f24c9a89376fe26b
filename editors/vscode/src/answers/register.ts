/** The register of powers as a page: one table for each sector. */

import type { Language } from '../packages'
import type { Power, Powers } from './shapes'

const words = {
  en: {
    title: 'Register of powers',
    on: 'On',
    power: 'Power',
    holder: 'Holder',
    cases: 'Cases',
    every: 'every case',
    other: 'No sector',
  },
  vi: {
    title: 'Danh mục thẩm quyền',
    on: 'Ngày',
    power: 'Thẩm quyền',
    holder: 'Cơ quan có thẩm quyền',
    cases: 'Trường hợp',
    every: 'mọi trường hợp',
    other: 'Không nêu lĩnh vực',
  },
}

/** Writes the page in Markdown. `at`: the day asked about; empty: all days. */
export function registerPage(register: Powers, at: string, language: Language): string {
  const say = words[language]
  const sectors = new Map<string, Power[]>()
  for (const power of register.powers) {
    const sector = power.sector ?? say.other
    sectors.set(sector, [...(sectors.get(sector) ?? []), power])
  }
  const lines = [`# ${say.title}`, '']
  if (at !== '') lines.push(`${say.on} ${at}`, '')
  for (const [sector, powers] of sectors) {
    lines.push(`## ${escaped(sector)}`, '', `| ${say.power} | ${say.holder} | ${say.cases} |`, '|---|---|---|')
    for (const power of powers) lines.push(...rows(power, say.every))
    lines.push('')
  }
  return lines.join('\n')
}

/** A row for each holder; the power is named in the first. */
function rows(power: Power, every: string): string[] {
  const codes = power.codes.length === 0 ? '' : ` (${power.codes.join(', ')})`
  // By the name that rules call it: the package is the same for nearly all, and a long name would take half of the page.
  const name = `**${escaped(power.label)}**${escaped(codes)}<br>\`${power.power.slice(power.power.lastIndexOf('.') + 1)}\``
  const holders = power.holders.length === 0 ? [{ label: '—', region: '—' }] : power.holders
  return holders.map((holder, number) => {
    return `| ${number === 0 ? name : ''} | ${escaped(holder.label)} | ${escaped(holder.region === '' ? every : holder.region)} |`
  })
}

/** Text that Markdown leaves as it is. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|]/g, '\\$&').replace(/\s*\n\s*/g, ' ')
}
