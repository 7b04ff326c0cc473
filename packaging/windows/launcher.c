/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * hanji.exe and hanji-gui.exe: Python from the folder "python" beside them, running the program.
 *
 * Worker processes are started with this program too (multiprocessing hands it Python's own
 * arguments, the last one says so): they then have its manifest, which makes long paths possible
 * and UTF-8 the code page of C libraries, and a program with a window starts no console.
 */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <stdlib.h>
#include <wchar.h>

#define LONGEST 32768
#ifdef WITH_WINDOW
#define PROGRAM L"app.gui" /* its arguments are files */
#else
#define PROGRAM L"app"
#endif

typedef int (*python_main)(int, wchar_t **);

static void complain(const wchar_t *text) {
#ifdef WITH_WINDOW
    MessageBoxW(NULL, text, L"Hanji", MB_ICONERROR | MB_OK);
#else
    DWORD written;
    HANDLE out = GetStdHandle(STD_ERROR_HANDLE);
    WriteConsoleW(out, text, (DWORD)wcslen(text), &written, NULL);
#endif
}

static int run(int count, wchar_t **given) {
    static wchar_t path[LONGEST];
    wchar_t **arguments = calloc((size_t)count + 3, sizeof *arguments);
    DWORD length = GetModuleFileNameW(NULL, path, LONGEST - 32);
    wchar_t *name = length ? wcsrchr(path, L'\\') : NULL;
    HMODULE library;
    python_main start;
    int taken = 0;

    if (arguments == NULL || name == NULL)
        return 3;
    wcscpy(name + 1, L"python\\python311.dll");
    /* Its own folder is searched for what it needs, and never the current one. */
    library = LoadLibraryExW(path, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    start = library ? (python_main)(void *)GetProcAddress(library, "Py_Main") : NULL;
    if (start == NULL) {
        complain(L"Hanji is not whole: install it again.\n한지가 온전하지 않습니다. 다시 설치하십시오.\n");
        return 3;
    }
    arguments[taken++] = given[0];
    if (count < 2 || wcscmp(given[count - 1], L"--multiprocessing-fork") != 0) {
        arguments[taken++] = L"-m";
        arguments[taken++] = PROGRAM;
    }
    for (int i = 1; i < count; i++)
        arguments[taken++] = given[i];
    return start(taken, arguments);
}

#ifdef WITH_WINDOW
int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, wchar_t *line, int show) {
    (void)self, (void)before, (void)line, (void)show;
    return run(__argc, __wargv);
}
#else
int wmain(int count, wchar_t **given) {
    return run(count, given);
}
#endif
