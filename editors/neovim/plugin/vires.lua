-- Vires in Neovim, 0.7 and newer: files ending in `.vires` and the language server.
--
-- vim.g.vires_server    the program; without it, `vires` on PATH
-- vim.g.vires_settings  for the server, such as { language = 'vi', notes = false }

if vim.g.loaded_vires then
  return
end
vim.g.loaded_vires = true

local group = vim.api.nvim_create_augroup('vires', {})

vim.api.nvim_create_autocmd({ 'BufRead', 'BufNewFile' }, {
  group = group,
  pattern = '*.vires',
  command = 'setfiletype vires',
})

--- The folder of the nearest manifest above a file, or nil.
local function package_of(file)
  local manifest = vim.fn.findfile('vires.toml', vim.fn.fnamemodify(file, ':p:h') .. ';')
  if manifest == '' then
    return nil
  end
  return vim.fn.fnamemodify(manifest, ':p:h')
end

--- The folder that is kept together under version control, around that of a manifest: a name changes in all packages that
--- one server sees. Nil without a manifest.
local function root_of(file)
  local package = package_of(file)
  if not package then
    return nil
  end
  -- A folder, or a file where it is one of several working copies.
  for _, find in ipairs({ vim.fn.finddir, vim.fn.findfile }) do
    local kept = find('.git', package .. ';')
    if kept ~= '' then
      return vim.fn.fnamemodify((vim.fn.fnamemodify(kept, ':p'):gsub('/$', '')), ':h')
    end
  end
  return package
end

--- The server links codes to the pages that the program writes; pages of another version are written anew. One that
--- writes none, or has nowhere to write to, costs the links only.
local function write_pages(program)
  vim.fn.system({ program, 'explain', '--pages' })
end

--- Shows the page that explains a finding on the line of the cursor.
local function explain()
  local line = vim.api.nvim_win_get_cursor(0)[1] - 1
  for _, found in ipairs(vim.diagnostic.get(0)) do
    local sent = found.user_data and found.user_data.lsp
    local page = sent and sent.codeDescription and sent.codeDescription.href
    if page and found.lnum <= line and line <= (found.end_lnum or found.lnum) then
      if not page:find('^file:') then
        vim.notify(page)
      else
        vim.cmd('split ' .. vim.fn.fnameescape(vim.uri_to_fname(page)))
        vim.bo.modifiable = false
      end
      return
    end
  end
  vim.notify('Vires: nothing on this line has a page', vim.log.levels.INFO)
end

--- From 0.11 on these keys are Neovim's own; older ones get the same.
local function map_keys(buffer)
  if vim.fn.has('nvim-0.11') == 1 then
    return
  end
  local keys = {
    K = vim.lsp.buf.hover,
    gd = vim.lsp.buf.definition,
    grn = vim.lsp.buf.rename,
    gra = vim.lsp.buf.code_action,
    grr = vim.lsp.buf.references,
    gO = vim.lsp.buf.document_symbol,
    ['[d'] = vim.diagnostic.goto_prev,
    [']d'] = vim.diagnostic.goto_next,
  }
  for key, action in pairs(keys) do
    vim.keymap.set('n', key, action, { buffer = buffer })
  end
end

--- 0.7 has no `vim.lsp.start`: one server for each root, by hand.
local clients = {}
local function start(config, buffer)
  if vim.lsp.start then
    return vim.lsp.start(config, { bufnr = buffer })
  end
  local id = clients[config.root_dir]
  if not id or not vim.lsp.get_client_by_id(id) then
    id = vim.lsp.start_client(config)
    clients[config.root_dir] = id
  end
  if id then
    vim.lsp.buf_attach_client(buffer, id)
  end
  return id
end

local told, begun = false, false
local function attach(buffer, root)
  local program = vim.g.vires_server or 'vires'
  if vim.fn.executable(program) == 0 then
    if not told then
      told = true
      vim.notify('Vires: there is no program `' .. program .. '`. Set vim.g.vires_server.', vim.log.levels.WARN)
    end
    return
  end
  if not begun then
    begun = true
    write_pages(program)
  end
  local settings = vim.g.vires_settings or vim.empty_dict()
  start({
    name = 'vires',
    cmd = { program, 'lsp' },
    root_dir = root,
    init_options = settings,
    settings = { vires = settings },
    on_attach = function(client, attached)
      vim.bo[attached].omnifunc = 'v:lua.vim.lsp.omnifunc'
      map_keys(attached)
      vim.api.nvim_buf_create_user_command(attached, 'ViresExplain', explain, {
        desc = 'Show the page that explains the finding on this line',
      })
    end,
  }, buffer)
end

vim.api.nvim_create_autocmd('FileType', {
  group = group,
  pattern = { 'vires', 'markdown' },
  callback = function(event)
    local file = vim.api.nvim_buf_get_name(event.buf)
    local root = root_of(file)
    -- Markdown is none of ours unless it stands in a package.
    if event.match == 'vires' or root then
      attach(event.buf, root or vim.fn.fnamemodify(file, ':p:h'))
    end
  end,
})

-- What a package reads beside its texts, of whatever file type it is: the server is told of what is typed there.
vim.api.nvim_create_autocmd({ 'BufRead', 'BufNewFile' }, {
  group = group,
  pattern = { '*.csv', 'vires.toml' },
  callback = function(event)
    local root = root_of(vim.api.nvim_buf_get_name(event.buf))
    if root then
      attach(event.buf, root)
    end
  end,
})
