-- core/subjects/crowd.ts, to the letter. Kept as a string: the level in a byte, then 9 bytes an entry, the mark and its day.
local CROWD_DAY_MS, CROWD_DAYS, CROWD_KEPT, CROWD_ENTRY = 86400000, 60, 64, 9

local function add_to_crowd(kept, mark, zeros, now)
  local today = math.floor(now / CROWD_DAY_MS)
  local level, alive = kept and string.byte(kept) or 0, false
  local entries, seen = {}, today
  for at = 2, kept and #kept or 0, CROWD_ENTRY do
    local it, day = struct.unpack('>I7I2', kept, at)
    alive = alive or day > today - CROWD_DAYS
    if it == mark then
      seen = math.max(today, day)
    elseif day > today - CROWD_DAYS then
      entries[#entries + 1] = { it, day }
    end
  end
  if not alive then level = 0 end
  if zeros >= level then entries[#entries + 1] = { mark, seen } end
  while #entries > CROWD_KEPT do
    level = level + 1
    local below, fewer = 2 ^ (53 - level), {}
    for _, it in ipairs(entries) do
      if it[1] < below then fewer[#fewer + 1] = it end
    end
    entries = fewer
  end
  local parts = { string.char(level) }
  for i, it in ipairs(entries) do parts[i + 1] = struct.pack('>I7I2', it[1], it[2]) end
  return table.concat(parts)
end

local function read_crowd(kept, now)
  if not kept then return 0 end
  local since, n = math.floor(now / CROWD_DAY_MS) - CROWD_DAYS, 0
  for at = 2, #kept, CROWD_ENTRY do
    local _, day = struct.unpack('>I7I2', kept, at)
    if day > since then n = n + 1 end
  end
  return n * 2 ^ string.byte(kept)
end
