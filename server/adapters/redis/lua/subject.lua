-- core/subjects/subject.ts: `{firstSeenAt, lastSeenAt, counters, distincts, lists}` by name, and `crowds` where there are any, packed, in
-- one string; its large sets of distinct values in the sorted set beside it. Both end together.
local COUNT, DISTINCT, ADD, REMOVE, SIGHT, RESTART = 0, 1, 2, 3, 4, 5

local function add_to_list(list, member, max)
  local kept = {}
  for _, it in ipairs(list) do
    if it ~= member then kept[#kept + 1] = it end
  end
  if max then
    kept[#kept + 1] = member
    while #kept > max do table.remove(kept, 1) end
  end
  return kept
end

local function makes_nothing(changes)
  for _, change in ipairs(changes) do
    if change[1] ~= REMOVE and change[1] ~= RESTART then return false end
  end
  return true
end

local function ends_with(it, life, life_with_lists)
  if it[6] then return life_with_lists end
  for _, list in pairs(it[5]) do
    if #list > 0 then return life_with_lists end
  end
  return life
end

-- @param packed as it is kept, or false. @param changes `{COUNT, name, by}`, `{DISTINCT, name, mark, zeros}`, `{ADD, list, member, max}`, `{REMOVE, list, member}`,
-- `{SIGHT, name, mark, zeros}`, `{RESTART, name}`
-- Returns it as it is kept now, or false.
local function change_subject(key, big_key, packed, changes, now, life, life_with_lists)
  if not packed and makes_nothing(changes) then return packed end
  local it = packed and cmsgpack.unpack(packed) or { now, now, {}, {}, {} }
  local counters, distincts, lists = it[3], it[4], it[5]
  it[1], it[2] = math.min(it[1], now), math.max(it[2], now)
  for _, change in ipairs(changes) do
    local kind, name = change[1], change[2]
    if kind == COUNT then
      counters[name] = add_to_counter(counters[name] or {}, now, change[3])
    elseif kind == RESTART then
      counters[name] = nil
    elseif kind == DISTINCT then
      distincts[name] = add_to_distinct(big_key, distincts[name], distincts, change[3], change[4], now)
    elseif kind == ADD then
      lists[name] = add_to_list(lists[name] or {}, change[3], change[4])
    elseif kind == REMOVE and lists[name] then
      lists[name] = add_to_list(lists[name], change[3])
    elseif kind == SIGHT then
      it[6] = it[6] or {}
      it[6][name] = add_to_crowd(it[6][name], change[3], change[4], now)
    end
  end
  local ends = ends_with(it, life, life_with_lists)
  packed = cmsgpack.pack(it)
  redis.call('SET', key, packed, 'PX', ends)
  for _, set in pairs(distincts) do
    if type(set) == 'table' then
      redis.call('PEXPIRE', big_key, ends)
      break
    end
  end
  return packed
end

-- @param packed as it is kept. @param shape `{counters, distincts, lists, crowds}`: the names to read.
-- Returns `{firstSeenAt, lastSeenAt, four numbers of each counter and distinct count …, lists …, crowds …}`.
local function read_subject(big_key, packed, shape, now)
  local it = cmsgpack.unpack(packed)
  local out, at = { it[1], it[2] }, 3
  for _, name in ipairs(shape[1]) do
    read_counter(it[3][name], now, out, at)
    at = at + 4
  end
  for _, name in ipairs(shape[2]) do
    read_distinct(big_key, it[4][name], now, out, at)
    at = at + 4
  end
  for _, name in ipairs(shape[3]) do
    out[at] = it[5][name] or {}
    at = at + 1
  end
  for _, name in ipairs(shape[4]) do
    out[at] = read_crowd(it[6] and it[6][name], now)
    at = at + 1
  end
  return out
end
