-- core/subjects/distinct.ts, to the letter. While it is small (one level, few values, nothing dropped) a set is a string of entries
-- in the subject itself, 13 bytes each: the time, then the mark, in their order. A larger one is `{set, horizon0, horizon1, …}` there,
-- and its values are members of the subject's sorted set: one byte of set and level, and the mark; their score the set and level, and
-- the time, so that Redis' own order (score, then bytes) is the order of the level.
local WINDOWS = { 300000, 3600000, 86400000, 2592000000 }
local LONGEST = WINDOWS[4]
local ENTRY = 13
local INLINE_MAX = 64 * ENTRY
local KEPT = 1000
local LEVELS_MAX = 20
local TIMES = 8796093022208 -- 2^43: every time is below it, every score below 2^53

local function score_of(n) return string.format('%.0f', n) end
local function base_of(set, level) return (set * 32 + level) * TIMES end
local function member_of(set, level, mark) return string.char(set * 32 + level) .. struct.pack('>I7', mark) end

-- Without the mark's entry, and the entry's time.
local function without_mark(entries, mark)
  local packed = struct.pack('>I7', mark)
  local from = 1
  while true do
    local i = string.find(entries, packed, from, true)
    if not i then return entries, nil end
    if (i - 7) % ENTRY == 0 then
      return string.sub(entries, 1, i - 7) .. string.sub(entries, i + 7), (struct.unpack('>I6', entries, i - 6))
    end
    from = i + 1
  end
end

local function add_inline(entries, mark, now)
  local others, known = without_mark(entries, mark)
  local at = known and known > now and known or now
  local place = #others
  while place > 0 do
    local time, other = struct.unpack('>I6I7', others, place - ENTRY + 1)
    if time < at or (time == at and other < mark) then break end
    place = place - ENTRY
  end
  return string.sub(others, 1, place) .. struct.pack('>I6I7', at, mark) .. string.sub(others, place + 1)
end

-- Out of the subject into its sorted set.
local function enlarge(key, entries, set)
  local base = base_of(set, 0)
  local command = { 'ZADD', key }
  for i = 1, #entries, ENTRY do
    local at, mark = struct.unpack('>I6I7', entries, i)
    command[#command + 1] = score_of(base + at)
    command[#command + 1] = member_of(set, 0, mark)
  end
  redis.call(unpack(command))
  return { set, -1 }
end

local function begin_level_above(key, big, level)
  local set = big[1]
  local base, above = base_of(set, level), base_of(set, level + 1)
  local below = 2 ^ (53 - (level + 1))
  local all = redis.call('ZRANGE', key, score_of(base), score_of(base + TIMES - 1), 'BYSCORE', 'WITHSCORES')
  for i = 1, #all, 2 do
    local mark = struct.unpack('>I7', all[i], 2)
    if mark < below then
      redis.call('ZADD', key, score_of(all[i + 1] - base + above), member_of(set, level + 1, mark))
    end
  end
  big[level + 3] = big[level + 2]
end

local function shrink_level(key, big, level, now, is_top)
  local base = base_of(big[1], level)
  local first, last = score_of(base), score_of(base + TIMES - 1)
  if redis.call('ZCOUNT', key, first, last) <= KEPT then return end
  local since = now - LONGEST
  if since >= 0 then redis.call('ZREMRANGEBYSCORE', key, first, score_of(base + since)) end
  if redis.call('ZCOUNT', key, first, last) <= KEPT then return end
  if is_top and level + 1 < LEVELS_MAX then begin_level_above(key, big, level) end
  local oldest = redis.call('ZRANGE', key, first, last, 'BYSCORE', 'LIMIT', 0, 1, 'WITHSCORES')
  big[level + 2] = math.max(big[level + 2], oldest[2] - base)
  redis.call('ZREM', key, oldest[1])
end

local function add_to_big(key, big, mark, zeros, now)
  local set, top = big[1], #big - 2
  for level = 0, math.min(top, zeros) do
    local base, member = base_of(set, level), member_of(set, level, mark)
    local known = redis.call('ZSCORE', key, member)
    local at = known and math.max(now, known - base) or now
    redis.call('ZADD', key, score_of(base + at), member)
    if not known then shrink_level(key, big, level, now, level == top) end
  end
end

-- @param sets all of the subject's, to number a new large one. Returns what is to be kept of this one.
local function add_to_distinct(key, kept, sets, mark, zeros, now)
  if type(kept) ~= 'table' then
    local entries = add_inline(kept or '', mark, now)
    if #entries <= INLINE_MAX then return entries end
    local set = 0
    for _, it in pairs(sets) do
      if type(it) == 'table' then set = set + 1 end
    end
    return enlarge(key, entries, set)
  end
  add_to_big(key, kept, mark, zeros, now)
  return kept
end

local function read_inline(entries, now, out, at)
  local window, n = 1, 0
  local since = now - WINDOWS[1]
  for place = #entries - ENTRY + 1, 1, -ENTRY do
    local time = struct.unpack('>I6', entries, place)
    while time <= since do
      out[at] = n
      at = at + 1
      window = window + 1
      if window > 4 then return end
      since = now - WINDOWS[window]
    end
    n = n + 1
  end
  for i = at, at + 4 - window do out[i] = n end
end

-- Writes the counts of the four windows, the shortest first, from out[at] on.
local function read_distinct(key, kept, now, out, at)
  if type(kept) ~= 'table' then return read_inline(kept or '', now, out, at) end
  local set, top = kept[1], #kept - 2
  for window = 1, 4 do
    local since = now - WINDOWS[window]
    local level = 0
    while level < top and kept[level + 2] > since do level = level + 1 end
    local base = base_of(set, level)
    local after = '(' .. score_of(base + math.max(since, -1))
    out[at + window - 1] = redis.call('ZCOUNT', key, after, score_of(base + TIMES - 1)) * 2 ^ level
  end
end
